package org.pagurus.experiments.cli;

import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code pagurus completion}. */
@Command(
        name = "completion",
        description = {
            "Print a script by which a shell completes commands and options: bash, zsh. The same"
                    + " script serves both.",
            "For one shell alone: source <(pagurus completion bash)."
        },
        footer = {
            "pagurus completion bash > ~/.local/share/bash-completion/completions/pagurus",
            "pagurus completion zsh > ~/.pagurus.zsh   # and in ~/.zshrc: source ~/.pagurus.zsh"
        })
final class CompletionCommand implements Callable<Integer> {
    /** A shell that picocli can write for. */
    enum Shell {
        BASH,
        ZSH
    }

    /** A line that lists what an option or a parameter may be. */
    private static final Pattern VALUES =
            Pattern.compile("(?m)^(  local \\w+_(?:option|pos_param)_args=)(\\(.*\\))");

    private final Screen screen;
    private final CommandLine root;

    @Parameters(paramLabel = "SHELL", description = "The shell: bash, zsh.")
    private Shell shell = Shell.BASH;

    /**
     * @param root what is completed
     */
    CompletionCommand(Screen screen, CommandLine root) {
        this.screen = screen;
        this.root = root;
    }

    @Override
    public Integer call() {
        screen.out().print(asTyped(AutoComplete.bash(root.getCommandName(), root)));
        screen.out().flush();
        return ExitCode.OK.status();
    }

    /** Picocli offers constants by their names; people type them in lower case. */
    private static String asTyped(String script) {
        return VALUES.matcher(script)
                .replaceAll(
                        values ->
                                Matcher.quoteReplacement(
                                        values.group(1)
                                                + values.group(2).toLowerCase(Locale.ROOT)));
    }
}
