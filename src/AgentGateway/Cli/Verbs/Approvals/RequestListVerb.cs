using System.CommandLine;
using System.CommandLine.Parsing;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Tools;

namespace AgentGateway.Cli.Verbs.Approvals;

/// <summary>
/// A verb that lists approvals or questions: the pending ones, unless an option chooses others. The tool itself lists
/// all of them where no state is given.
/// </summary>
/// <param name="tool">Has the argument <c>state</c>, with the states that there are.</param>
internal sealed class RequestListVerb<TView>(ToolDeclaration<TView> tool, string name, string description)
{
    private const string Pending = "pending";

    private readonly Option<bool> _all = new("--all") { Description = "Also those that have ended" };
    private readonly Option<string?> _state = StateOf(tool);

    /// <summary>The requests of a page, each as its text for people.</summary>
    public required Func<TView, IEnumerable<string>> Texts { get; init; }

    /// <summary>From where the next page goes on; null at the end.</summary>
    public required Func<TView, string?> NextCursor { get; init; }

    /// <summary>Said where none is pending.</summary>
    public required string NonePending { get; init; }

    /// <summary>Said where there never was any: how one comes about.</summary>
    public required string First { get; init; }

    /// <summary>A line about the page as a whole, if one is due.</summary>
    public Func<TView, string?>? Note { get; init; }

    public Command Create()
    {
        var command = new ToolVerb<TView>(tool, name, description)
        {
            Arguments = [VerbArgument.Hidden("state")],
            Options = [_all, _state],
            Complete = Complete,
            Show = (answer, parsed) => Print(answer, Wanted(parsed)),
        }.Create();
        command.Validators.Add(Validate);
        return command;
    }

    private static Option<string?> StateOf(ToolDeclaration tool)
    {
        var state = tool.Arguments.Single(argument => argument.Name == "state");
        var option = new Option<string?>("--state")
        {
            Description = $"{state.Description} [default: {Pending}]",
            HelpName = "STATE",
        };
        option.AcceptOnlyFromAmong([.. state.Schema["enum"]!.AsArray().Select(value => value!.GetValue<string>())]);
        return option;
    }

    /// <summary>The state that was chosen; null for all.</summary>
    private string? Wanted(ParseResult parsed) => parsed.GetValue(_all) ? null : parsed.GetValue(_state) ?? Pending;

    private Rejection? Complete(ParseResult parsed, JsonObject call)
    {
        if (Wanted(parsed) is { } state) call["state"] = state;
        return null;
    }

    private void Validate(CommandResult result)
    {
        if (result.GetValue(_all) && result.GetValue(_state) is not null)
            result.AddError("--all shows every state: give it or --state, not both.");
    }

    private void Print(TView answer, string? state)
    {
        string[] texts = [.. Texts(answer)];
        foreach (var text in texts) Screen.Line(text);
        if (texts.Length == 0)
            Screen.Line(state switch
            {
                Pending => NonePending,
                null => $"There are no {name}. {First}",
                _ => $"There are no {name} that are {state}.",
            });
        if (texts.Length == 0 && state is not null)
            Screen.Aside($"all of them, also those that ended: agw {name} --all");
        if (Note?.Invoke(answer) is { } note) Screen.Aside(note);
        if (NextCursor(answer) is not { } next) return;
        var which = state switch { null => " --all", Pending => "", _ => $" --state {state}" };
        Screen.Aside($"more: agw {name}{which} --cursor {next}");
    }
}
