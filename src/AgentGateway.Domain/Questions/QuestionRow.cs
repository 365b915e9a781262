namespace AgentGateway.Domain.Questions;

/// <summary>A question as it stands. The row outlives the turn that asked, and goes with its thread.</summary>
public sealed record QuestionRow(Question Question) : ReadRow
{
    public override string Key => Question.Id.Value;

    public override bool IsRemoved => Question.IsDeleted;
}
