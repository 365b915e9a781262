using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Verbs.Threads;

/// <summary>
/// The approvals and questions that a turn waits for: shown with the commands that decide, and asked right here where a
/// person sits at a terminal. Silence decides nothing.
/// </summary>
internal sealed class AwaitedPerson(VerbContext context, bool mayAsk)
{
    private static readonly TimeSpan Moment = TimeSpan.FromMilliseconds(200);

    private readonly bool _isThere = mayAsk && !Console.IsInputRedirected && !Console.IsErrorRedirected;
    private readonly HashSet<string> _left = [];

    /// <summary>
    /// Whether one of them was decided, so that the turn may go on. A request that the person left open is not asked
    /// again.
    /// </summary>
    public async Task<bool> MeetAsync(SendView answer)
    {
        var decided = false;
        foreach (var id in (answer.WaitingFor ?? []).Where(id => !_left.Contains(id)))
            if (PrefixedId.Is<QuestionId>(id) ? await AnswerAsync(id) : await DecideAsync(id)) decided = true;
            else _left.Add(id);
        return decided;
    }

    private async Task<bool> DecideAsync(string id)
    {
        var approval = await FindAsync(id);
        if (approval is not null && approval.State != "pending")
        {
            // It was decided just now, and the turn is about to hear of it.
            await Task.Delay(Moment, TimeProvider.System, context.CancellationToken);
            return true;
        }

        Screen.Aside("An approval is needed:");
        Screen.Aside(approval is null ? id
            : _isThere ? ApprovalText.Whole(approval)
            : ApprovalText.Of(approval));
        HashSet<string> possible = [.. approval?.Decisions ?? []];
        if (_isThere && approval is not null) return await ChooseAsync(id, possible);
        var longer = (possible.Contains("session") ? "  (--session: for the rest of this thread)" : "")
            + (possible.Contains("always") ? "  (--always: exactly this from now on)" : "");
        Screen.Aside($"  agw approve {id}{longer}\n  agw deny {id} [REASON]");
        return false;
    }

    /// <summary>
    /// All of it for a person at the terminal, who may approve it then; otherwise as the list has it, because what is
    /// written to a file was not read.
    /// </summary>
    private async Task<ApprovalView?> FindAsync(string id)
    {
        if (_isThere)
        {
            var found = await context.CallAsync(ApprovalGetTool.Declaration, Arguments.Of(("approval_id", id)));
            return found.IsRejected(out _) ? null : found.Value.View.Approval;
        }

        var listed = await context.CallAsync(ApprovalListTool.Declaration, Arguments.Of());
        return listed.IsRejected(out _)
            ? null
            : listed.Value.View.Approvals.FirstOrDefault(approval => approval.Id == id);
    }

    /// <summary>Asks until there is a decision that counts, or none is wanted now.</summary>
    private async Task<bool> ChooseAsync(string id, HashSet<string> possible)
    {
        while (await AskAsync($"Allow it? {ApprovalChoice.Choices(possible)}: ") is { Length: > 0 } line)
        {
            if (ApprovalChoice.Read(line, possible) is not var (decision, reason)) continue;
            var arguments = Arguments.Of(("approval_id", id), ("decision", decision), ("reason", reason));
            if (Told(await context.CallAsync(ApprovalResolveTool.Declaration, arguments))) return true;
        }

        Screen.Aside($"It waits for a decision: agw approve {id}, or agw deny {id} [REASON].");
        return false;
    }

    private async Task<bool> AnswerAsync(string id)
    {
        var found = await context.CallAsync(QuestionListTool.Declaration, Arguments.Of(("state", "pending")));
        var question = found.IsRejected(out _)
            ? null
            : found.Value.View.Questions.FirstOrDefault(question => question.Id == id);
        Screen.Aside("A question waits for an answer:");
        Screen.Aside(question is null ? id : QuestionText.Of(question));
        while (_isThere && await AskAsync("Your answer (Enter leaves it): ") is { Length: > 0 } said)
            if (Told(await context.CallAsync(
                QuestionAnswerTool.Declaration, Arguments.Of(("question_id", id), ("answer", said)))))
                return true;
        Screen.Aside($"  agw answer {id} \"TEXT\"");
        return false;
    }

    /// <summary>
    /// Another person may have been first, and then the turn goes on as well; a request that was refused for another
    /// reason still waits.
    /// </summary>
    private static bool Told<TView>(Outcome<DaemonAnswer<TView>> outcome)
    {
        if (!outcome.IsRejected(out var refused)) return true;
        Screen.Error(refused);
        return refused.Code is "already_decided" or "already_answered" or "expired";
    }

    private async Task<string> AskAsync(string prompt)
    {
        Console.Error.Write(prompt);
        return (await Task.Run(
            Console.In.ReadLine, context.CancellationToken).WaitAsync(context.CancellationToken))?.Trim()
            ?? "";
    }
}
