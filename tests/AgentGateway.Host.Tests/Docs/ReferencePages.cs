using System.CommandLine;
using System.Text;
using System.Text.Json;
using AgentGateway.Cli;
using AgentGateway.Runtime.Tools;
using AgentGateway.Settings;

namespace AgentGateway.Host.Tests.Docs;

/// <summary>
/// The pages that list every tool, verb and setting, as they follow from the declarations. They are kept as files, so that
/// the daemon makes nothing of them when it starts.
/// </summary>
internal static class ReferencePages
{
    private static readonly HashSet<string> OfAllVerbs =
        [.. new Option[]
        {
            CommonOptions.Data, CommonOptions.Json, CommonOptions.Colour, CommonOptions.NoPager, CommonOptions.NoStart,
            CommonOptions.Last,
        }.Select(option => option.Name), "--help"];

    public static string Tools()
    {
        var page = new StringBuilder(
            """
            # Tools

            Every tool by its toolset: who is offered it, its least risk, and what it does.

            A connection lists few of them; each answers by its name, and `tool_search` finds one by what it does. Risks are
            those of agw://docs/approvals; what a call touches can raise them. "The person" is the command line.

            """);
        foreach (var set in UnstartedGateway.Tools.GroupBy(tool => tool.Toolset))
        {
            page.Append($"\n## {set.Key}\n\n| tool | for | risk | what it does |\n|---|---|---|---|\n");
            foreach (var tool in set)
                page.Append(
                    $"| `{tool.Name}` | {For(tool.Audience)} | {tool.Risk} | {Cell(Sentence(tool.Description))} |\n");
        }

        return page.ToString();
    }

    public static string CommandLinePage()
    {
        var page = new StringBuilder(
            """
            # Command line

            Every verb of `agw`, for the person at this machine.

            An MCP client calls tools, and tells its person a verb where the person has to act. `agw help VERB` explains one with
            examples. Every verb takes `--data DIR`, most take `--json`, `--color` and `--no-pager`, those that need the daemon
            start it unless `--no-start` is given, and `--last` or `-` names the newest thread, session or task.

            | verb | what it does | options of its own |
            |---|---|---|

            """);
        foreach (var verb in Leaves(CommandLine.Root([])))
            page.Append(
                $"| `{UsageErrors.PathOf(verb)}` | {Cell(Sentence(verb.Description!))} | {Options(verb)} |\n");
        return page.ToString();
    }

    public static string Settings()
    {
        using var schema = SettingsSchema.Parse();
        var page = new StringBuilder(
            """
            # Settings

            Every setting, with its default.

            They stand in `appsettings.json` in the data directory (`agw config path`). A person reads and changes them with
            `agw config get KEY`, `agw config set KEY VALUE` and `agw config edit`; a variable such as
            `AGW_Threads__DefaultAgent` counts too. NAME stands for a name of your own. `agw doctor` says which changes count
            only after `agw stop; agw serve`.

            """);
        foreach (var section in schema.RootElement.GetProperty("properties").EnumerateObject())
        {
            if (section.Name.StartsWith('$')) continue;
            page.Append($"\n## {section.Name}\n\n");
            if (Description(section.Value) is { } about) page.Append($"{about}\n\n");
            page.Append("| setting | what it is |\n|---|---|\n");
            foreach (var (path, value) in Members(section.Name, section.Value))
                page.Append($"| `{path}` | {Cell(Description(value) ?? "")}{Choices(value)} |\n");
        }

        return page.ToString();
    }

    /// <summary>Verbs that can be called: groups are only called by the verbs in them.</summary>
    public static IEnumerable<Command> Leaves(Command command) => command.Subcommands.Where(verb => !verb.Hidden)
        .SelectMany(verb => verb.Action is null ? Leaves(verb) : Leaves(verb).Prepend(verb));

    /// <summary>The settings of a section that have a value of their own, by their whole names.</summary>
    public static IEnumerable<(string Path, JsonElement Schema)> Members(string path, JsonElement schema)
    {
        if (schema.TryGetProperty("items", out var items) && items.TryGetProperty("properties", out _))
            return [(path, schema), .. Members($"{path}[]", items)];
        if (schema.TryGetProperty("properties", out var properties))
            return properties.EnumerateObject().SelectMany(
                one => Members(path + (path.EndsWith("[]", StringComparison.Ordinal) ? "." : ":") + one.Name, one.Value));
        return schema.TryGetProperty("additionalProperties", out var others) && others.ValueKind == JsonValueKind.Object
            ? others.TryGetProperty("properties", out _) ? Members($"{path}:NAME", others) : [($"{path}:NAME", schema)]
            : [(path, schema)];
    }

    private static string For(ToolAudience audience) => audience switch
    {
        ToolAudience.Agents => "agents",
        ToolAudience.Operator => "the person",
        ToolAudience.Everyone => "clients, agents",
        _ => "clients",
    };

    private static string Options(Command verb) => string.Join(", ", verb.Options
        .Where(option => !option.Hidden && !OfAllVerbs.Contains(option.Name)).Select(option => $"`{option.Name}`"));

    private static string Choices(JsonElement schema) => schema.TryGetProperty("enum", out var choices)
        ? $" One of {string.Join(", ", choices.EnumerateArray().Select(choice => $"`{choice}`"))}."
        : "";

    private static string? Description(JsonElement schema) =>
        schema.TryGetProperty("description", out var text) ? text.GetString() : null;

    /// <summary>The first sentence.</summary>
    private static string Sentence(string text)
    {
        var first = text.ReplaceLineEndings(" ");
        var end = first.IndexOf(". ", StringComparison.Ordinal);
        return end < 0 ? first : first[..(end + 1)];
    }

    private static string Cell(string text) => text.Replace("|", "\\|", StringComparison.Ordinal);
}
