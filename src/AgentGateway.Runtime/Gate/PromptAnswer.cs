using AgentGateway.Domain.Ids;

namespace AgentGateway.Runtime.Gate;

/// <summary>What a permission prompt is answered.</summary>
public abstract record PromptAnswer
{
    private PromptAnswer()
    {
    }

    /// <param name="Json">In the program's words.</param>
    public sealed record Decided(string Json) : PromptAnswer;

    /// <param name="Approval">The approval that a person has to decide first.</param>
    public sealed record Waiting(ApprovalId Approval) : PromptAnswer;
}
