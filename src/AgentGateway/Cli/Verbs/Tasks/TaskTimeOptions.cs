using System.CommandLine;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs.Tasks;

/// <summary>What can be said of a task when it is made, and changed later.</summary>
internal sealed class TaskTimeOptions
{
    private readonly Option<string>[] _texts =
    [
        Of("--priority", "low, normal, high or urgent", "PRIORITY", "low", "normal", "high", "urgent"),
        Of("--on-failure", "When one that it depends on does not complete: fail, skip or run", "WHAT", "fail", "skip", "run"),
        Of("--not-before", "A time (ISO 8601), or a delay such as 10m, 2h, 3d", "TIME"),
        Of("--deadline", "When it fails if it has not ended; a time or a delay", "TIME"),
    ];

    private readonly Option<int?> _retries = new("--retries") { Description = "Try again so often after a failure, with growing pauses", HelpName = "N" };
    private readonly Option<string[]> _after = new("--depends-on") { Description = "A task that must have ended before; may be given several times", HelpName = "TASK" };

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[.. _texts, _retries, _after]) command.Add(option);
    }

    /// <summary>Adds what was given to the arguments of the call.</summary>
    public void Add(ParseResult parsed, JsonObject arguments)
    {
        foreach (var option in _texts)
            if (parsed.GetValue(option) is { } text) arguments[option.Name[2..].Replace('-', '_')] = text;
        if (parsed.GetValue(_retries) is { } retries) arguments["retries"] = retries;
        if (parsed.GetValue(_after) is { Length: > 0 } after) arguments["depends_on"] = Arguments.List(after);
    }

    private static Option<string> Of(string name, string description, string helpName, params string[] values)
    {
        var option = new Option<string>(name) { Description = description, HelpName = helpName };
        if (values.Length > 0) option.AcceptOnlyFromAmong(values);
        return option;
    }
}
