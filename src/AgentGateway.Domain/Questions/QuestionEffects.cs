namespace AgentGateway.Domain.Questions;

/// <summary>It is to end when its time is over.</summary>
public sealed record ExpireQuestionEffect(
    string Key, DateTimeOffset CreatedAt, DateTimeOffset ExpiresAt) : Effect(Key, ExpiresAt)
{
    public override TimeSpan? WaitMax => ExpiresAt - CreatedAt;
}

/// <summary>It has ended: its outcome is to be sent to the requester.</summary>
public sealed record ReportQuestion(string Key) : Effect(Key);
