namespace AgentGateway.Domain.Questions;

/// <summary>It is to end when its time is over.</summary>
public sealed record ExpireQuestionEffect(string Key, DateTimeOffset ExpiresAt) : Effect(Key, ExpiresAt);

/// <summary>It has ended: whoever asked is to be told.</summary>
public sealed record ReportQuestion(string Key) : Effect(Key);
