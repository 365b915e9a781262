using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Runtime.Skills;

namespace AgentGateway.Mcp.Tests.Protocol;

/// <summary>Reads lines of <c>key: text</c>, where no YAML is to be had.</summary>
internal sealed class PlainFrontMatter : IFrontMatterReader
{
    public static SkillHome Home { get; } = new(new PlainFrontMatter())
    {
        Shipped =
        [
            new("first", "first",
            [
                new("SKILL.md", "---\nname: first\ndescription: Does it, ż.\nlicense: MIT\n---\n# First\n"u8.ToArray()),
                new("references/a list.md", "- one\n"u8.ToArray()),
            ]),
            .. Enumerable.Range(1, 60).Select(number => new SkillFolder(
                $"more-{number:00}", "more",
                [new("SKILL.md", System.Text.Encoding.UTF8.GetBytes(
                    $"---\nname: more-{number:00}\ndescription: More.\n---\n"))])),
        ],
    };

    public FrontMatter? Read(string yaml, out FrontMatterFault? fault)
    {
        fault = null;
        var values = new JsonObject();
        foreach (var line in yaml.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            values[line.Split(": ")[0]] = line.Split(": ")[1];
        return new(JsonElement.Parse(values.ToJsonString()), new Dictionary<string, int>());
    }
}
