using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Domain;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary>
/// One message and what becomes of it: the answer alone goes to standard output, piece by piece, so that it can be piped;
/// what is said about it goes to standard error.
/// </summary>
internal sealed class Answering(VerbContext context, bool isNewThread)
{
    private const int WaitSecondsMax = 300;

    private readonly StringBuilder _shown = new();

    public async Task<int> RunAsync(JsonObject arguments, bool waitsToTheEnd)
    {
        var person = new AwaitedPerson(context, mayAsk: waitsToTheEnd);
        var answer = await context.CallAsync("thread_send", arguments, context.IsJson ? null : ShowAsync);
        while (!answer.IsRejected(out _) && await GoesOnAsync(answer.Value, waitsToTheEnd, person) is { } turn)
            answer = await context.CallAsync("thread_wait",
                new JsonObject { ["turn_id"] = turn, ["wait_seconds"] = WaitSecondsMax }, context.IsJson ? null : ShowAsync);
        if (answer.IsRejected(out var rejection)) return context.Refuse(rejection);
        using var json = JsonDocument.Parse(answer.Value);
        if (context.IsJson) Screen.Line(answer.Value);
        else Finish(json.RootElement);
        return Show.Text(json.RootElement, "status") is "failed" or "cancelled" or "interrupted" ? ExitCodes.Failed : ExitCodes.Done;
    }

    /// <summary>
    /// The turn that is to be waited for; null when the waiting is over. A turn that waits for a person would wait for ever if its person
    /// waited for it.
    /// </summary>
    private async Task<string?> GoesOnAsync(string answer, bool waitsToTheEnd, AwaitedPerson person)
    {
        using var json = JsonDocument.Parse(answer);
        var turn = Show.Text(json.RootElement, "turn_id");
        if (turn.Length == 0) return null;
        return Show.Text(json.RootElement, "status") switch
        {
            "queued" or "running" => waitsToTheEnd ? turn : null,
            "waiting" when !context.IsJson => await person.MeetAsync(json.RootElement) && waitsToTheEnd ? turn : null,
            _ => null,
        };
    }

    private Task ShowAsync(JsonElement progress)
    {
        switch (Show.Text(progress, "kind"))
        {
            case "delta":
                var piece = Show.Text(progress, "text");
                _shown.Append(piece);
                Screen.Piece(piece);
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
            case "tool":
                Screen.Aside($"· {Show.Text(progress, "agent")} calls {Show.Text(progress, "text")}");
                break;
        }

        return Task.CompletedTask;
    }

    private void Finish(JsonElement answer)
    {
        var reply = answer.TryGetProperty("reply", out var given) && given.ValueKind == JsonValueKind.Object ? Show.Text(given, "text") : "";
        // Pieces may have been left out, or have come before this command listened.
        if (_shown.Length > 0) Screen.Line("");
        if (reply.Length > 0 && reply.TrimEnd() != _shown.ToString().TrimEnd()) Screen.Line(reply);
        if (answer.TryGetProperty("directive", out var directive) && directive.ValueKind == JsonValueKind.Object)
            Screen.Line(Show.Text(directive, "text"));
        if (isNewThread) Screen.Aside($"thread {Show.Text(answer, "thread_id")}");
        var status = Show.Text(answer, "status");
        if (answer.TryGetProperty("failure", out var failure) && failure.ValueKind == JsonValueKind.Object)
            Screen.Error(new Rejection(Show.Text(failure, "code"), Show.Text(failure, "message"), Show.Text(failure, "hint") is { Length: > 0 } hint ? hint : null));
        else if (status != "completed")
            Screen.Aside($"{status}; how it goes on: agw thread follow {Show.Text(answer, "thread_id")}, or agw thread read {Show.Text(answer, "thread_id")}");
    }
}
