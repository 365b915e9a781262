using System.Text.Json;

namespace AgentGateway.Runtime.Views;

/// <summary>What every surface shows of an approval.</summary>
/// <param name="State">pending, approved, denied, expired or cancelled.</param>
/// <param name="Risk">R0 to R4.</param>
/// <param name="Why">Why somebody is asked.</param>
/// <param name="Summary">One line that says what would happen.</param>
/// <param name="Arguments">An object; long texts in it are cut, visibly.</param>
/// <param name="Preview">The command or the diff.</param>
/// <param name="Agent">Who asks; <c>client</c> for a direct call of an MCP connection.</param>
/// <param name="Rule">The rule of the policy that asks.</param>
/// <param name="Decisions">What may be decided while it is pending: once, session, always, deny.</param>
/// <param name="Decision">once, session, always or deny.</param>
/// <param name="Reason">What whoever decided, or cancelled, had to say.</param>
public sealed record ApprovalView(
    string Id,
    string State,
    string Risk,
    string Why,
    string Summary,
    string Tool,
    JsonElement Arguments,
    string? Preview,
    string? Directory,
    string Agent,
    string? ThreadId,
    string? TurnId,
    string? TaskId,
    string Rule,
    string Audience,
    string Digest,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    IReadOnlyList<string>? Decisions,
    string? Decision,
    string? DecidedBy,
    DateTimeOffset? DecidedAt,
    string? Reason,
    DateTimeOffset? UsedAt);

public sealed record ApprovalEnvelope(ApprovalView Approval);

public sealed record ApprovalListView(IReadOnlyList<ApprovalView> Approvals, string? NextCursor);

/// <summary>What every surface shows of a question.</summary>
/// <param name="State">pending, answered, expired or cancelled.</param>
/// <param name="Options">The answers to choose from; null for free text.</param>
/// <param name="Default">What counts when nobody answers in time.</param>
/// <param name="Answer">What counts, once it has ended.</param>
public sealed record QuestionView(
    string Id,
    string State,
    string Text,
    IReadOnlyList<string>? Options,
    string? Default,
    string Agent,
    string? ThreadId,
    string? TurnId,
    string? TaskId,
    DateTimeOffset CreatedAt,
    DateTimeOffset ExpiresAt,
    string? Answer,
    string? AnsweredBy,
    DateTimeOffset? EndedAt);

public sealed record QuestionEnvelope(QuestionView Question);

public sealed record QuestionListView(IReadOnlyList<QuestionView> Questions, string? NextCursor);

/// <summary>A rule that an approval left behind.</summary>
/// <param name="Source">always or session.</param>
/// <param name="Pattern">What it allows, for people.</param>
public sealed record RuleView(
    string Id, string Source, string Agent, string Tool, string Pattern, string? ThreadId, string ApprovalId, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset? RevokedAt);

public sealed record RuleEnvelope(RuleView Rule);

public sealed record RuleListView(IReadOnlyList<RuleView> Rules);

/// <summary>A further token; its secret is shown once, when it is made.</summary>
/// <param name="Approve">The highest risk that its holder may approve; null: none.</param>
/// <param name="Agent">The agent that everything under it is authored by.</param>
public sealed record TokenView(
    string Id, string Name, string? Approve, string? Agent, DateTimeOffset CreatedAt, DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt);

/// <param name="Secret">The token itself. It is nowhere stored and never shown again.</param>
public sealed record TokenCreatedView(TokenView Token, string Secret);

public sealed record TokenEnvelope(TokenView Token);

public sealed record TokenListView(IReadOnlyList<TokenView> Tokens);

/// <summary>What policy says about a call that nobody makes.</summary>
/// <param name="Decision">allow, ask or deny.</param>
/// <param name="Facts">What raised the risk.</param>
public sealed record JudgementView(string Decision, string Rule, string Why, string Risk, bool AlwaysPossible, IReadOnlyList<string> Facts);
