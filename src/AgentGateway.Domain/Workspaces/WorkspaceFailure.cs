namespace AgentGateway.Domain.Workspaces;

/// <summary>Why something did not come about, in the words that a refusal has.</summary>
public sealed record WorkspaceFailure(string Code, string Message, string? Hint)
{
    public static WorkspaceFailure Of(Rejection rejection) => new(rejection.Code, rejection.Message, rejection.Hint);

    public Rejection AsRejection() => new(Code, Message, Hint);
}
