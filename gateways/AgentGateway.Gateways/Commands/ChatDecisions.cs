using System.Globalization;
using System.Text;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Gateways.Access;
using AgentGateway.Gateways.Cards;
using AgentGateway.Gateways.Text;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Gateways.Commands;

/// <summary>Decides approvals and answers questions for people in chats, by command and by button.</summary>
internal sealed class ChatDecisions(
    ApprovalService approvals, QuestionService questions, ChatCallers callers, CardNames names)
{
    private const int Listed = 10;

    public async Task<ChatReply> ListApprovalsAsync(CancellationToken cancellationToken)
    {
        if ((await approvals.ListAsync(new("pending", Listed), cancellationToken)).IsRejected(
            out var refused, out var page))
            return ChatRefusal.Of(refused);
        if (page.Approvals.Count == 0) return new("Nothing waits for a decision.");
        var text = new StringBuilder();
        foreach (var approval in page.Approvals)
            text.Append(
                CultureInfo.InvariantCulture,
                $"{MarkdownText.Code(approval.Id)} {approval.Risk}, {approval.Agent}: {MarkdownText.Code(approval.Summary)}\n");
        return new($"{text}Decide with `/approve ID` or `/deny ID`.");
    }

    public async Task<ChatReply> ListQuestionsAsync(CancellationToken cancellationToken)
    {
        if ((await questions.ListAsync(new("pending", Listed), cancellationToken)).IsRejected(
            out var refused, out var page))
            return ChatRefusal.Of(refused);
        if (page.Questions.Count == 0) return new("No agent asks anything.");
        var text = new StringBuilder();
        foreach (var question in page.Questions)
            text.Append(
                CultureInfo.InvariantCulture, $"{MarkdownText.Code(question.Id)} {question.Agent}: {question.Text}\n");
        return new($"{text}Answer with `/answer ID TEXT`.");
    }

    /// <summary>
    /// <c>/approve ID [session|always]</c> and <c>/deny ID [reason]</c>; the id may be left out where one waits.
    /// </summary>
    public async Task<ChatReply> DecideAsync(
        ChatTurn turn, string rest, bool deny, CancellationToken cancellationToken)
    {
        var words = rest.Split(' ', 2, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        string id;
        string? more;
        if (words is [var first, ..] && PrefixedId.Is<ApprovalId>(first))
        {
            (id, more) = (first, words.ElementAtOrDefault(1));
        }
        else
        {
            if ((await approvals.ListAsync(new("pending", Listed), cancellationToken)).IsRejected(
                out var unlisted, out var page))
                return ChatRefusal.Of(unlisted);
            if (page.Approvals is not [var only])
                return page.Approvals.Count == 0
                    ? new("Nothing waits for a decision.")
                    : new("Several approvals wait. Name one: `/approvals` lists them.");
            (id, more) = (only.Id, rest.Length > 0 ? rest : null);
        }

        var decision = deny ? "deny" : more?.TrimStart('-').ToLowerInvariant() ?? "once";
        var outcome = await DecideAsync(
            Decider(turn), turn.Message.Author.Name, id, decision, deny ? more : null, cancellationToken);
        return outcome.IsRejected(out var refused, out var decided)
            ? new(Late(refused) ?? ChatRefusal.Of(refused).Markdown)
            : new($"{(decided.State == "denied" ? "Denied" : "Approved")}: {MarkdownText.Code(decided.Summary)}");
    }

    /// <summary><c>/answer ID TEXT</c>.</summary>
    public async Task<ChatReply> AnswerAsync(ChatTurn turn, string rest, CancellationToken cancellationToken)
    {
        var words = rest.Split(' ', 2, StringSplitOptions.TrimEntries);
        if (words is not [var id, { Length: > 0 } text])
            return new("Write `/answer ID TEXT`; `/questions` lists what is asked.");
        var outcome = await AnswerAsync(Decider(turn), turn.Message.Author.Name, id, text, cancellationToken);
        return outcome.IsRejected(out var refused)
            ? new(Late(refused) ?? ChatRefusal.Of(refused).Markdown)
            : new("Answered.");
    }

    /// <summary>Decides for a person who has all of the approval on their card.</summary>
    /// <param name="shown">What the platform shows as the person's name.</param>
    public async Task<Outcome<ApprovalView>> DecideAsync(
        Caller caller,
        string shown,
        string id,
        string decision,
        string? reason,
        CancellationToken cancellationToken)
    {
        names.Keep(caller.Principal.Name, ShownName.Of(shown, caller.Principal.Name));
        if ((await approvals.GetAsync(id, cancellationToken)).IsRejected(out var refused, out var found))
            return refused;
        // What does not fit is sent as a file with the card, and so was before the eyes of who decides.
        if (found.Approval is { Truncated: true, State: "pending" }
            && caller.Principal.ApproveUpTo is not null
            && (await approvals.ShowAsync(caller, id, cancellationToken)).IsRejected(out refused))
            return refused;
        return (await approvals.ResolveAsync(caller, new(id, decision, reason), cancellationToken)).Map(
            decided => decided.Approval);
    }

    /// <param name="shown">What the platform shows as the person's name.</param>
    public async Task<Outcome<QuestionView>> AnswerAsync(
        Caller caller, string shown, string id, string text, CancellationToken cancellationToken)
    {
        names.Keep(caller.Principal.Name, ShownName.Of(shown, caller.Principal.Name));
        return (await questions.AnswerAsync(caller, id, text, cancellationToken)).Map(answered => answered.Question);
    }

    /// <summary>What a person is told whose decision came too late; null for any other refusal.</summary>
    public string? Late(Rejection refused) =>
        refused.DecidedBy is { } by ? $"It is decided already, by {names.Of(by)}." : null;

    private Caller Decider(ChatTurn turn) =>
        callers.Deciding(turn.Place.Platform, turn.Message.Author.Id, turn.Right.ApproveUpTo);
}
