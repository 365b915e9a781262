namespace AgentGateway.Runtime.Skills;

/// <summary>Why something in a folder of skills is not read. Other skills of the folder are.</summary>
/// <param name="Path">The file or folder.</param>
/// <param name="Line">Where in the file, from 1; null where the reason is about the whole of it.</param>
/// <param name="Reason">A sentence.</param>
public sealed record SkillProblem(string Path, int? Line, string Reason);
