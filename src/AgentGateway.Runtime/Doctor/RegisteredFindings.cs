namespace AgentGateway.Runtime.Doctor;

/// <summary>A source of findings as its module registered it.</summary>
internal sealed record RegisteredFindings(FindingGroup Group, Type Source);
