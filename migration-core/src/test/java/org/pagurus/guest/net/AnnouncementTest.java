package org.pagurus.guest.net;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnouncementTest {
    private static final NicAddress GUEST =
            new NicAddress(MacAddress.parse("52:54:00:12:34:56"), Ipv4Address.parse("10.0.0.2"));
    private static final String PADDING = "00".repeat(18);

    @Test
    void gratuitousArpAsksForTheGuestsOwnIp() {
        assertEquals(
                "ffffffffffff"
                        + "525400123456"
                        + "0806"
                        + "0001"
                        + "0800"
                        + "06"
                        + "04"
                        + "0001"
                        + "525400123456"
                        + "0a000002"
                        + "000000000000"
                        + "0a000002"
                        + PADDING,
                hex(Announcement.gratuitousArp(GUEST)));
    }

    @Test
    void rarpIsTheFrameThatQemuSends() {
        assertEquals(
                "ffffffffffff"
                        + "525400123456"
                        + "8035"
                        + "0001"
                        + "0800"
                        + "06"
                        + "04"
                        + "0003"
                        + "525400123456"
                        + "00000000"
                        + "525400123456"
                        + "00000000"
                        + PADDING,
                hex(Announcement.rarp(GUEST.mac())));
    }

    @Test
    void arpGoesFirst() {
        assertEquals(
                List.of(
                        hex(Announcement.gratuitousArp(GUEST)),
                        hex(Announcement.rarp(GUEST.mac()))),
                Announcement.frames(GUEST).stream().map(AnnouncementTest::hex).toList());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
