namespace AgentGateway.Domain.Questions;

/// <summary>A question as it stands; the row outlives the turn that asked.</summary>
public sealed record QuestionRow(Question Question) : ReadRow
{
    public override string Key => Question.Id.Value;
}
