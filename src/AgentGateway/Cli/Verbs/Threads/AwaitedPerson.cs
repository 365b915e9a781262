using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary>
/// What a turn waits for a person for: shown with the commands that decide, and asked right here where somebody sits at a terminal.
/// Silence is no decision.
/// </summary>
internal sealed class AwaitedPerson(VerbContext context, bool mayAsk)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly bool _isThere = mayAsk && !Console.IsInputRedirected && !Console.IsErrorRedirected;
    private readonly HashSet<string> _left = [];

    /// <summary>Whether something was decided, so that the turn may go on. What somebody left waiting is not asked about again.</summary>
    public async Task<bool> MeetAsync(JsonElement answer)
    {
        var decided = false;
        foreach (var id in Show.List(answer, "waiting_for").Select(item => item.GetString()!).Where(id => !_left.Contains(id)))
            if (PrefixedId.Is<QuestionId>(id) ? await AnswerAsync(id) : await DecideAsync(id)) decided = true;
            else _left.Add(id);
        return decided;
    }

    private async Task<bool> DecideAsync(string id)
    {
        var found = await context.CallAsync("approval_get", new JsonObject { ["approval_id"] = id }, null);
        using var json = found.IsRejected(out _) ? null : JsonDocument.Parse(found.Value);
        var approval = json?.RootElement.GetProperty("approval") ?? default;
        if (json is not null && Show.Text(approval, "state") != "pending")
        {
            // Somebody decided just now, and the turn is about to hear of it.
            await Task.Delay(Moment, TimeProvider.System, context.CancellationToken);
            return true;
        }

        Screen.Aside("An approval is needed:");
        Screen.Aside(json is null ? id : ApprovalText.Of(approval));
        var possible = Show.List(approval, "decisions").Select(item => item.GetString()).ToHashSet();
        if (!_isThere || json is null)
        {
            var longer = (possible.Contains("session") ? "  (--session: for the rest of this thread)" : "") + (possible.Contains("always") ? "  (--always: exactly this from now on)" : "");
            Screen.Aside($"  agw approve {id}{longer}\n  agw deny {id} [REASON]");
            return false;
        }

        return await ChooseAsync(id, possible);
    }

    /// <summary>Asks until there is a decision that counts, or none is wanted now.</summary>
    private async Task<bool> ChooseAsync(string id, HashSet<string?> possible)
    {
        var choices = "[y]es, once" + (possible.Contains("session") ? "; yes for this [t]hread" : "") + (possible.Contains("always") ? "; [a]lways exactly this" : "") + "; [n]o, and why; Enter leaves it";
        while (await AskAsync($"Allow it? {choices}: ") is { Length: > 0 } line)
        {
            var said = line.Split(' ', 2, StringSplitOptions.TrimEntries);
            var decision = said[0].ToLowerInvariant() switch
            {
                "y" or "yes" => "once",
                "t" or "thread" => "session",
                "a" or "always" => "always",
                "n" or "no" => "deny",
                _ => null,
            };
            if (decision is null || (decision != "deny" && !possible.Contains(decision))) continue;
            var reason = decision == "deny" && said.Length > 1 ? said[1] : null;
            if (Told(await context.CallAsync("approval_resolve", Arguments.Of(("approval_id", id), ("decision", decision), ("reason", reason)), null))) return true;
        }

        Screen.Aside($"It waits until somebody decides: agw approve {id}, or agw deny {id} [REASON].");
        return false;
    }

    private async Task<bool> AnswerAsync(string id)
    {
        var found = await context.CallAsync("question_list", new JsonObject { ["state"] = "pending" }, null);
        using var json = found.IsRejected(out _) ? null : JsonDocument.Parse(found.Value);
        var question = json is null ? default : Show.List(json.RootElement, "questions").FirstOrDefault(item => Show.Text(item, "id") == id);
        Screen.Aside("A question waits for an answer:");
        Screen.Aside(question.ValueKind == JsonValueKind.Object ? QuestionText.Of(question) : id);
        while (_isThere && await AskAsync("Your answer (Enter leaves it): ") is { Length: > 0 } said)
            if (Told(await context.CallAsync("question_answer", Arguments.Of(("question_id", id), ("answer", said)), null)))
                return true;
        Screen.Aside($"  agw answer {id} \"TEXT\"");
        return false;
    }

    /// <summary>Somebody else may have been first, and then the turn goes on as well; what is refused for another reason still waits.</summary>
    private static bool Told(Outcome<string> outcome)
    {
        if (!outcome.IsRejected(out var refused)) return true;
        Screen.Error(refused);
        return refused.Code is "already_decided" or "already_answered" or "expired";
    }

    private async Task<string> AskAsync(string prompt)
    {
        Console.Error.Write(prompt);
        return (await Task.Run(Console.In.ReadLine, context.CancellationToken).WaitAsync(context.CancellationToken))?.Trim() ?? "";
    }
}
