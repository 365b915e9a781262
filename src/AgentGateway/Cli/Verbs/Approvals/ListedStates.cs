using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>
/// Which approvals or questions a list shows: the pending ones, unless an option chooses others. The tool itself shows
/// all of them where no state is given.
/// </summary>
internal sealed class ListedStates
{
    private const string Pending = "pending";

    private readonly Option<bool> _all = new("--all") { Description = "Also those that have ended" };
    private readonly Option<string?> _state;

    /// <param name="tool">Has the argument <c>state</c>, with the states that there are.</param>
    public ListedStates(ToolDeclaration tool)
    {
        var state = tool.Arguments.Single(argument => argument.Name == "state");
        _state = new("--state") { Description = $"{state.Description} [default: {Pending}]", HelpName = "STATE" };
        _state.AcceptOnlyFromAmong([.. state.Schema["enum"]!.AsArray().Select(value => value!.GetValue<string>())]);
    }

    /// <summary>The argument that these options stand for.</summary>
    public static VerbArgument Argument { get; } = VerbArgument.Hidden("state");

    public IReadOnlyList<Option> Options => [_all, _state];

    /// <summary>The state that was chosen; null for all.</summary>
    public string? Wanted(ParseResult parsed) => parsed.GetValue(_all) ? null : parsed.GetValue(_state) ?? Pending;

    public Rejection? Complete(ParseResult parsed, JsonObject call)
    {
        if (Wanted(parsed) is { } state) call["state"] = state;
        return null;
    }

    public void Validate(CommandResult result)
    {
        if (result.GetValue(_all) && result.GetValue(_state) is not null)
            result.AddError("--all shows every state: give it or --state, not both.");
    }

    /// <summary>Says how to see the next page, if there is one.</summary>
    public static void More(string? next, string verb, string? state)
    {
        if (next is null) return;
        var which = state switch { null => " --all", Pending => "", _ => $" --state {state}" };
        Screen.Aside($"more: agw {verb}{which} --cursor {next}");
    }
}
