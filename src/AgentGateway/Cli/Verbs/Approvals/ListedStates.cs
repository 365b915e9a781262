using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>Which approvals or questions a list shows, in pages: those that wait for somebody, unless other ones are asked for.</summary>
internal sealed class ListedStates
{
    private const string Pending = "pending";

    private readonly Option<bool> _all = new("--all") { Description = "Also those that have ended" };
    private readonly Option<string> _state;
    private readonly Option<int?> _limit = new("--limit") { Description = "At most so many", HelpName = "N" };
    private readonly Option<string> _cursor = new("--cursor") { Description = "Go on after an earlier page", HelpName = "CURSOR" };

    public ListedStates(params string[] states)
    {
        _state = new("--state") { Description = $"{string.Join(", ", states[..^1])} or {states[^1]} [default: {Pending}]", HelpName = "STATE" };
        _state.AcceptOnlyFromAmong(states);
    }

    public void AddTo(Command command)
    {
        foreach (var option in (Option[])[_all, _state, _limit, _cursor]) command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(_all) && result.GetValue(_state) is not null) result.AddError("--all shows every state: give it or --state, not both.");
        });
    }

    /// <summary>Null: all of them.</summary>
    public string? Wanted(ParseResult parsed) => parsed.GetValue(_all) ? null : parsed.GetValue(_state) ?? Pending;

    public JsonObject Arguments(ParseResult parsed) =>
        Cli.Arguments.Of(("state", Wanted(parsed)), ("limit", parsed.GetValue(_limit)), ("cursor", parsed.GetValue(_cursor)));

    /// <summary>Says how to see the next page, if there is one.</summary>
    public static void More(JsonElement answer, string verb, string? state)
    {
        if (Show.Text(answer, "next_cursor") is not { Length: > 0 } next) return;
        var which = state switch { null => " --all", Pending => "", _ => $" --state {state}" };
        Screen.Aside($"more: agw {verb}{which} --cursor {next}");
    }
}
