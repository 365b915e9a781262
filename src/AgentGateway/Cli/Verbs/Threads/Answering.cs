using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;
using AgentGateway.Runtime.Threads.Tools;
using AgentGateway.Runtime.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary>
/// One message and its answer: the answer alone goes to standard output, piece by piece, so that it can be piped;
/// remarks about it go to standard error.
/// </summary>
internal sealed class Answering(VerbContext context, bool isNewThread)
{
    private readonly StringBuilder _shown = new();

    /// <param name="begins">The tool that begins the turn.</param>
    public async Task<int> RunAsync(ToolDeclaration<SendView> begins, JsonObject arguments, bool waitsToTheEnd)
    {
        var person = new AwaitedPerson(context, mayAsk: waitsToTheEnd);
        Func<JsonElement, Task>? progress = context.IsJson ? null : ShowAsync;
        var answer = await context.CallAsync(begins, arguments, progress);
        while (!answer.IsRejected(out _) && await GoesOnAsync(answer.Value.View, waitsToTheEnd, person) is { } turn)
            answer = await context.CallAsync(
                ThreadWaitTool.Declaration,
                new JsonObject { ["turn_id"] = turn, ["wait_seconds"] = WaitLimit.Turns.SecondsMax },
                progress);
        if (answer.IsRejected(out var rejection, out var given)) return context.Refuse(rejection);
        if (context.IsJson) Screen.Line(given.Json);
        else Finish(given.View);
        return ExitCodes.OfTurn(given.View.Status);
    }

    /// <summary>
    /// The turn to wait for; null when the waiting is over. It is also over when the turn waits for a person, because
    /// that may be the person who waits here.
    /// </summary>
    private async Task<string?> GoesOnAsync(
        SendView answer, bool waitsToTheEnd, AwaitedPerson person) => answer.Status switch
    {
        _ when answer.TurnId is not { Length: > 0 } => null,
        "queued" or "running" => waitsToTheEnd ? answer.TurnId : null,
        "waiting" when !context.IsJson => await person.MeetAsync(answer) && waitsToTheEnd ? answer.TurnId : null,
        _ => null,
    };

    private Task ShowAsync(JsonElement piece)
    {
        var progress = piece.Deserialize(ViewJson.Plain.TurnProgress)!;
        switch (progress.Kind)
        {
            case "delta":
                _shown.Append(progress.Text);
                Screen.Piece(progress.Text ?? "");
                break;
            case "step" when _shown.Length > 0:
                _shown.Clear();
                Screen.Line("");
                break;
            case "restart" when _shown.Length > 0:
                _shown.Clear();
                Screen.Line("");
                Screen.Aside("· the answer broke off and begins again");
                break;
            case "retrying":
                Screen.Aside($"· {progress.Agent} is {progress.Text}");
                break;
            case "tool":
                Screen.Aside($"· {progress.Agent} calls {progress.Text}");
                break;
        }

        return Task.CompletedTask;
    }

    private void Finish(SendView answer)
    {
        // Pieces may have been left out, or have come before this command listened.
        if (_shown.Length > 0) Screen.Line("");
        if (answer.Reply is { Text.Length: > 0 } reply && reply.Text.TrimEnd() != _shown.ToString().TrimEnd())
            Screen.Line(reply.Text);
        if (answer.Directive is { } directive) Screen.Line(directive.Text);
        if (isNewThread) Screen.Aside($"thread {answer.ThreadId}");
        if (answer.Failure is { } failure)
            Screen.Error(
                new Rejection(
                    failure.Code,
                    failure.Message,
                    failure.Hint is { Length: > 0 } hint ? hint
                    : answer is { Directive: null, TurnId: { } turn } ? $"Run it again: agw thread retry {turn}"
                    : null));
        else if (answer.Status != "completed")
            Screen.Aside(
                $"{answer.Status}; how it goes on: agw thread follow {answer.ThreadId}, or agw thread read "
                    + $"{answer.ThreadId}");
    }
}
