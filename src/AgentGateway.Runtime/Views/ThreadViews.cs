using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Threads;

namespace AgentGateway.Runtime.Views;

/// <summary>
/// What every front end shows of a thread, the same JSON on all of them (snake_case, absent where null).
/// </summary>
public sealed record ThreadView
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Owner { get; init; }

    public required IReadOnlyList<string> OwnerStack { get; init; }

    public required IReadOnlyList<ParticipantView> Participants { get; init; }

    /// <summary>The owner's turn that runs, or null.</summary>
    public OpenTurnView? ActiveTurn { get; init; }

    /// <summary>Turns that wait behind it, in order.</summary>
    public required IReadOnlyList<OpenTurnView> Queue { get; init; }

    public string? Workspace { get; init; }

    public required bool Hidden { get; init; }

    public required bool Archived { get; init; }

    public required bool Pinned { get; init; }

    public required string CreatedBy { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long LastSeq { get; init; }

    public ForkView? ForkOf { get; init; }

    public string? Parent { get; init; }

    /// <summary>The conversation of another program that it is a copy of; null for a thread of the gateway.</summary>
    public ImportOriginView? Import { get; init; }
}

/// <param name="Program">claude or codex.</param>
/// <param name="Conversation">The program's own id of the conversation.</param>
/// <param name="Directory">Where the program worked.</param>
/// <param name="File">The file that it was read from.</param>
public sealed record ImportOriginView(
    string Program, string Conversation, string? Directory, string File, DateTimeOffset StartedAt);

public sealed record ForkView(string ThreadId, long Seq);

/// <param name="When">before or after.</param>
public sealed record ParticipantView(string Agent, string Instruction, string When, bool Active);

public sealed record OpenTurnView(
    string TurnId, string Agent, string Kind, string Status, DateTimeOffset QueuedAt, DateTimeOffset? Deadline)
{
    /// <summary>What goes on meanwhile, such as <c>retrying, 2 of 4: …</c>.</summary>
    public string? Note { get; init; }
}

/// <summary>One line of the thread list.</summary>
public sealed record ThreadSummary
{
    public required string Id { get; init; }

    public required string Title { get; init; }

    public required string Owner { get; init; }

    public string? Workspace { get; init; }

    public required bool Archived { get; init; }

    public required bool Pinned { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset UpdatedAt { get; init; }

    public required long LastSeq { get; init; }

    /// <summary>The program that it was imported from; null for a thread of the gateway.</summary>
    public string? ImportedFrom { get; init; }
}

public sealed record ThreadListView(IReadOnlyList<ThreadSummary> Threads, string? NextCursor);

public sealed record ThreadEnvelope(ThreadView Thread);

public sealed record ThreadReadView(ThreadView Thread, IReadOnlyList<MessageView> Messages, string? NextCursor)
{
    /// <summary>Tasks, sessions, delegations, approvals and questions of the thread that have not ended.</summary>
    public IReadOnlyList<OpenWorkView>? Open { get; init; }
}

/// <summary>A message, as every front end shows it.</summary>
public sealed record MessageView
{
    public required string Id { get; init; }

    public required long Seq { get; init; }

    public required string Role { get; init; }

    public required string Author { get; init; }

    /// <summary>What a chat platform shows of the author; null for who does not write in a chat.</summary>
    public string? AuthorName { get; init; }

    /// <summary>The client from which it was sent, with the directory that it works in.</summary>
    public ClientIdentity? Client { get; init; }

    public required string Text { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Visibility { get; init; }

    public string? TurnId { get; init; }

    public IReadOnlyList<ToolCallView>? ToolCalls { get; init; }

    public string? ToolCallId { get; init; }

    public IReadOnlyList<AttachmentView>? Attachments { get; init; }

    public string? Model { get; init; }

    public TokenUsage? Usage { get; init; }

    public bool? Partial { get; init; }
}

public sealed record ToolCallView(string Id, string Tool, string Arguments);

/// <summary>A file that was sent along; its content is in the prompt, not in every reading of the thread.</summary>
/// <param name="ArtifactId">The artifact that has all of the file; null where there is none.</param>
public sealed record AttachmentView(string Name, int Characters, bool Truncated, string? ArtifactId = null);

/// <summary>What became of a message or a turn.</summary>
/// <param name="MessageId">The message that was sent; null in answer to a question about a turn.</param>
/// <param name="TurnId">Null when nothing had to run.</param>
/// <param name="Status">queued, running, waiting, completed, failed, cancelled or interrupted.</param>
/// <param name="Directive">What a directive did; null for an ordinary message.</param>
/// <param name="Reply">The answer, once the turn completed with one.</param>
/// <param name="Failure">Why it failed, if it did.</param>
/// <param name="WaitingFor">The approvals (apr_…) and questions (qst_…) that a waiting turn waits for.</param>
public sealed record SendView(
    string ThreadId,
    string? MessageId,
    string? TurnId,
    string Status,
    DirectiveView? Directive,
    ReplyView? Reply,
    FailureView? Failure,
    IReadOnlyList<string>? WaitingFor = null);

public sealed record ReplyView(string MessageId, string Author, string Text);

public sealed record FailureView(string Code, string Message, string? Hint);

/// <param name="Kind">participant, participant_stop, delegate, handoff, return, approve or deny.</param>
/// <param name="Text">One sentence that says what was done.</param>
public sealed record DirectiveView(
    string Kind,
    string? Agent,
    string Text,
    string? DelegationId = null,
    string? HiddenThreadId = null,
    string? TaskId = null);

public sealed record CancelView(string ThreadId, string? TurnId, string Status);

public sealed record ParticipantsView(IReadOnlyList<ParticipantView> Participants);

/// <param name="WaitingFor">The approvals (apr_…) and questions (qst_…) that a waiting turn waits for.</param>
public sealed record DelegationView(
    string DelegationId,
    string HiddenThreadId,
    string TurnId,
    string Status,
    ReplyView? Reply,
    FailureView? Failure,
    IReadOnlyList<string>? WaitingFor = null)
{
    /// <summary>The same as its turn stands now.</summary>
    public DelegationView With(SendView turn) => this with
    {
        Status = turn.Status,
        Reply = turn.Reply,
        Failure = turn.Failure,
        WaitingFor = turn.WaitingFor,
    };
}

public sealed record OwnershipView(string Owner, IReadOnlyList<string> OwnerStack);

public sealed record SearchView(IReadOnlyList<SearchHitView> Hits);

public sealed record SearchHitView(string ThreadId, string MessageId, string Snippet, double Score, DateTimeOffset At);

public sealed record PromptView(
    string ThreadId, string Agent, IReadOnlyList<PromptSectionView> Sections,
        IReadOnlyList<PromptMessageView> Messages, int EstimatedTokens);

public sealed record PromptSectionView(string Name, string Text, bool Truncated);

public sealed record PromptMessageView(
    string Role, string Author, string Text, IReadOnlyList<ToolCallView>? ToolCalls, string? ToolCallId);
