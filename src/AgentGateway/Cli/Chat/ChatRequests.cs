using AgentGateway.Cli.Chat.Text;
using AgentGateway.Cli.Verbs.Approvals;
using AgentGateway.Domain;
using AgentGateway.Domain.Ids;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Approvals.Tools;
using AgentGateway.Runtime.Views;

namespace AgentGateway.Cli.Chat;

/// <summary>
/// The approvals and questions that turns of the chat wait for. One at a time is shown and asked for in place; what was
/// typed for the conversation stays aside meanwhile, so that no word of it is taken for a decision.
/// </summary>
internal sealed class ChatRequests(ChatLink link, ChatTranscript transcript)
{
    private const int PassphraseTriesMax = 3;

    private readonly List<Request> _waiting = [];

    /// <summary>Those that the person left open, or that were asked for and are over.</summary>
    private readonly HashSet<string> _asked = [];

    private Request? _current;
    private ApprovalView? _approval;
    private QuestionView? _question;
    private (string Decision, string? Reason)? _unconfirmed;
    private int _tries;

    /// <param name="Turn">The turn that waits for it.</param>
    private sealed record Request(string Id, string? Turn);

    /// <summary>Whether one is asked for now.</summary>
    public bool IsOpen => _current is not null;

    /// <summary>Whether what is typed must not be seen: it is the passphrase.</summary>
    public bool IsHidden => _unconfirmed is not null;

    public string Prompt => IsHidden ? "passphrase › " : _question is not null ? "answer › " : "allow? › ";

    /// <summary>What may be typed.</summary>
    public string Choices =>
        IsHidden ? "Approving takes the passphrase; Enter leaves it."
        : _question is not null
        ? _question.Options is { Count: > 0 } options
            ? $"One of: {string.Join(", ", options)}. Enter leaves it."
            : "Type the answer; Enter leaves it."
        : $"Allow it? {ApprovalChoice.Choices(_approval?.Decisions ?? [])}";

    /// <summary>The answers to choose from, where there are some.</summary>
    public IReadOnlyList<string> Options => _question?.Options ?? [];

    /// <summary>A turn waits for it from now on.</summary>
    public async Task WaitsAsync(string id, string? turn)
    {
        if (_asked.Contains(id) || _current?.Id == id || _waiting.Any(one => one.Id == id)) return;
        _waiting.Add(new(id, turn));
        await NextAsync();
    }

    /// <summary>The approvals of the chat that are pending now; others need no decision any more.</summary>
    public async Task PendingAsync(IReadOnlyList<ApprovalView> pending)
    {
        foreach (var request in _waiting.Append(_current).OfType<Request>().ToList())
            if (PrefixedId.Is<ApprovalId>(request.Id) && pending.All(one => one.Id != request.Id))
                await ReleasedAsync(request.Id);
        foreach (var approval in pending) await WaitsAsync(approval.Id, approval.TurnId);
    }

    /// <summary>It was decided, here or elsewhere.</summary>
    public async Task ReleasedAsync(string id)
    {
        _waiting.RemoveAll(one => one.Id == id);
        if (_current?.Id != id) return;
        transcript.Aside($"{id} needs no decision any more");
        await CloseAsync();
    }

    /// <summary>The turn is over, and waits for nothing any more.</summary>
    public async Task EndedAsync(string turn)
    {
        _waiting.RemoveAll(one => one.Turn == turn);
        if (_current is { } current && current.Turn == turn) await CloseAsync();
    }

    /// <summary>The daemon is gone: what waits is asked for again when it is back.</summary>
    public void Clear()
    {
        _waiting.Clear();
        _asked.Clear();
        (_current, _approval, _question, _unconfirmed) = (null, null, null, null);
    }

    /// <summary>What the person entered.</summary>
    public async Task AnswerAsync(string text)
    {
        if (IsHidden) await ConfirmAsync(text);
        else if (text.Trim().Length == 0) await LeaveAsync();
        else if (_question is not null) await AnswerQuestionAsync(text.Trim());
        else if (ApprovalChoice.Read(text.Trim(), [.. _approval?.Decisions ?? []]) is { } decision)
            await DecideAsync(decision);
        else transcript.Aside($"that decides nothing: {ApprovalChoice.Choices(_approval?.Decisions ?? [])}");
    }

    private async Task NextAsync()
    {
        while (_current is null && _waiting.Count > 0)
        {
            var next = _waiting[0];
            _waiting.RemoveAt(0);
            if (PrefixedId.Is<QuestionId>(next.Id)) await AskAsync(next);
            else await ShowAsync(next);
        }
    }

    private async Task ShowAsync(Request request)
    {
        var found = await link.CallAsync(ApprovalGetTool.Declaration, Arguments.Of(("approval_id", request.Id)));
        if (found.IsRejected(out var refused, out var answer))
        {
            transcript.Refuse(refused);
            return;
        }

        if (answer.Approval.State != "pending") return;
        (_current, _approval) = (request, answer.Approval);
        Announce("An approval is needed:", ApprovalText.Whole(answer.Approval));
    }

    private async Task AskAsync(Request request)
    {
        var found = await link.CallAsync(QuestionListTool.Declaration, Arguments.Of(("state", "pending")));
        if (found.IsRejected(out var refused, out var list))
        {
            transcript.Refuse(refused);
            return;
        }

        if (list.Questions.FirstOrDefault(question => question.Id == request.Id) is not { } question) return;
        (_current, _question) = (request, question);
        Announce("A question waits for an answer:", QuestionText.Of(question));
    }

    /// <summary>Each line as it is, so that its margin shows who wrote it.</summary>
    private void Announce(string what, string text) => transcript.Add(
    [
        StyledLine.Empty,
        StyledLine.Of(what, TextStyle.Bold | TextStyle.Calls),
        .. StyledLine.Lines(Screen.Printable(text)).Select(line => line with { IsVerbatim = true }),
    ]);

    private async Task DecideAsync((string Decision, string? Reason) decision)
    {
        var decided = await link.CallAsync(ApprovalResolveTool.Declaration, Arguments.Of(
            ("approval_id", _current!.Id), ("decision", decision.Decision), ("reason", decision.Reason)));
        if (decided.IsRejected(out var refused) && PassphrasePrompt.IsWantedBy(refused))
        {
            (_unconfirmed, _tries) = (decision, 0);
            return;
        }

        _unconfirmed = null;
        await ToldAsync(decided, answer => $"{answer.Approval.State} ({answer.Approval.Decision})");
    }

    private async Task ConfirmAsync(string passphrase)
    {
        if (passphrase.Length == 0)
        {
            _unconfirmed = null;
            await LeaveAsync();
            return;
        }

        var confirmed = await link.CallAsync(
            DaemonCalls.PassphraseConfirm, Arguments.Of(("passphrase", passphrase)));
        if (!confirmed.IsRejected(out var refused)) await DecideAsync(_unconfirmed!.Value);
        else
        {
            transcript.Refuse(refused);
            if (refused.Code == PassphraseRejections.Wrong.Code && ++_tries < PassphraseTriesMax) return;
            _unconfirmed = null;
            await LeaveAsync();
        }
    }

    private async Task AnswerQuestionAsync(string text) => await ToldAsync(
        await link.CallAsync(
            QuestionAnswerTool.Declaration, Arguments.Of(("question_id", _current!.Id), ("answer", text))),
        answer => answer.Question.State);

    /// <summary>
    /// Another person may have been first; a request that was refused for another reason still waits, and is asked for
    /// again.
    /// </summary>
    private async Task ToldAsync<TView>(Outcome<TView> outcome, Func<TView, string> became)
    {
        if (outcome.IsRejected(out var refused, out var answer))
        {
            transcript.Refuse(refused);
            if (refused.Code is not ("already_decided" or "already_answered" or "expired")) return;
        }
        else transcript.Aside($"{_current!.Id} {became(answer)}");

        await CloseAsync();
    }

    private async Task LeaveAsync()
    {
        var id = _current!.Id;
        transcript.Aside(_question is not null
            ? $"it waits on: agw answer {id} \"TEXT\""
            : $"it waits on: /approve {id}, or /deny {id} REASON");
        await CloseAsync();
    }

    private async Task CloseAsync()
    {
        _asked.Add(_current!.Id);
        (_current, _approval, _question, _unconfirmed) = (null, null, null, null);
        await NextAsync();
    }
}
