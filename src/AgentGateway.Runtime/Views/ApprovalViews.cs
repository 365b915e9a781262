using System.Text.Json;

namespace AgentGateway.Runtime.Views;

/// <summary>An approval, as every front end shows it.</summary>
public sealed record ApprovalView
{
    public required string Id { get; init; }

    /// <summary>pending, approved, denied, expired or cancelled.</summary>
    public required string State { get; init; }

    /// <summary>R0 to R4.</summary>
    public required string Risk { get; init; }

    /// <summary>Why a person is asked.</summary>
    public required string Why { get; init; }

    /// <summary>One line that says what would happen.</summary>
    public required string Summary { get; init; }

    public required string Tool { get; init; }

    /// <summary>An object; where the approval is truncated, long texts in it are cut, visibly.</summary>
    public required JsonElement Arguments { get; init; }

    /// <summary>The command or the diff; of a program's words, one a line.</summary>
    public string? Preview { get; init; }

    /// <summary>
    /// Not all of the arguments or of the preview is in here, and the approval cannot be approved before all of it was
    /// shown. Null where it is complete.
    /// </summary>
    public bool? Truncated { get; init; }

    public string? Directory { get; init; }

    /// <summary>
    /// Who asks: an agent, or for a direct call of an MCP connection <c>client</c>, with the name that the client gives
    /// itself (<c>client:claude-code</c>).
    /// </summary>
    public required string Agent { get; init; }

    /// <summary>The directory that the client works in which asks.</summary>
    public string? ClientDirectory { get; init; }

    public string? ThreadId { get; init; }

    public string? TurnId { get; init; }

    public string? TaskId { get; init; }

    /// <summary>The rule of the policy that asks.</summary>
    public required string Rule { get; init; }

    public required string Audience { get; init; }

    public required string Digest { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What may be decided while it is pending: once, session, always, deny.</summary>
    public IReadOnlyList<string>? Decisions { get; init; }

    /// <summary>once, session, always or deny.</summary>
    public string? Decision { get; init; }

    public string? DecidedBy { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>What the decider had to say, or the reason of the cancellation.</summary>
    public string? Reason { get; init; }

    public DateTimeOffset? UsedAt { get; init; }
}

public sealed record ApprovalEnvelope(ApprovalView Approval);

/// <param name="PendingCount">How many approvals wait for a decision in all, listed or not.</param>
public sealed record ApprovalListView(IReadOnlyList<ApprovalView> Approvals, string? NextCursor, int PendingCount);

/// <summary>A question, as every front end shows it.</summary>
public sealed record QuestionView
{
    public required string Id { get; init; }

    /// <summary>pending, answered, expired or cancelled.</summary>
    public required string State { get; init; }

    public required string Text { get; init; }

    /// <summary>The answers to choose from; null for free text.</summary>
    public IReadOnlyList<string>? Options { get; init; }

    /// <summary>The answer that counts when none is given in time.</summary>
    public string? Default { get; init; }

    /// <summary>
    /// The clients and agents that may answer besides people; null where only people, and tokens that may approve, do.
    /// </summary>
    public IReadOnlyList<string>? Answerers { get; init; }

    public required string Agent { get; init; }

    public string? ThreadId { get; init; }

    public string? TurnId { get; init; }

    public string? TaskId { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>What counts, once it has ended.</summary>
    public string? Answer { get; init; }

    public string? AnsweredBy { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

public sealed record QuestionEnvelope(QuestionView Question);

public sealed record QuestionListView(IReadOnlyList<QuestionView> Questions, string? NextCursor);

/// <summary>A rule that an approval left behind.</summary>
public sealed record RuleView
{
    public required string Id { get; init; }

    /// <summary>always or session.</summary>
    public required string Source { get; init; }

    public required string Agent { get; init; }

    public required string Tool { get; init; }

    /// <summary>What it allows, for people.</summary>
    public required string Pattern { get; init; }

    public string? ThreadId { get; init; }

    public required string ApprovalId { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }
}

public sealed record RuleEnvelope(RuleView Rule);

public sealed record RuleListView(IReadOnlyList<RuleView> Rules);

/// <summary>A further token; its secret is shown once, when it is made.</summary>
/// <param name="Approve">The highest risk that its holder may approve; null: none.</param>
/// <param name="Agent">The agent that everything under it is authored by.</param>
public sealed record TokenView(
    string Id, string Name, string? Approve, string? Agent, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt,
        DateTimeOffset? RevokedAt);

/// <param name="Secret">The token itself. It is not stored anywhere and never shown again.</param>
public sealed record TokenCreatedView(TokenView Token, string Secret);

public sealed record TokenEnvelope(TokenView Token);

public sealed record TokenListView(IReadOnlyList<TokenView> Tokens);

/// <summary>The decision of policy about a call that is only tried out.</summary>
/// <param name="Decision">allow, ask or deny.</param>
/// <param name="Facts">What raised the risk.</param>
public sealed record JudgementView(
    string Decision, string Rule, string Why, string Risk, bool AlwaysPossible, IReadOnlyList<string> Facts);
