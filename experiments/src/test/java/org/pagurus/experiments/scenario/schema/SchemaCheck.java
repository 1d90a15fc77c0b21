package org.pagurus.experiments.scenario.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Looks at scenarios as an editor does, which knows the schema alone. */
public final class SchemaCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Schema schema;

    public SchemaCheck() throws Exception {
        schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(JSON.readTree(ScenarioSchema.json()));
    }

    /** What is wrong with a scenario; nothing when it is right. */
    public List<String> errors(String yaml) {
        Object tree =
                new Load(LoadSettings.builder().setSchema(new CoreSchema()).build())
                        .loadFromString(yaml);
        JsonNode json = JSON.valueToTree(tree);
        return schema.validate(json).stream().map(Error::toString).toList();
    }
}
