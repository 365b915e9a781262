namespace AgentGateway.Domain.Skills;

/// <summary>Whether the skills of one workspace may be read: a person allowed them as they were then.</summary>
/// <param name="Directory">The workspace; empty as long as nothing was ever allowed in it.</param>
/// <param name="Digest">Of the content that was allowed; null when nothing is allowed any more.</param>
/// <param name="By">Who decided last.</param>
public sealed record SkillAllowance(string Directory, string? Digest, string By, DateTimeOffset At)
{
    public static SkillAllowance Initial { get; } = new("", null, "", default);
}
