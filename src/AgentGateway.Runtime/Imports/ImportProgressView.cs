namespace AgentGateway.Runtime.Imports;

/// <summary>How far an import is.</summary>
/// <param name="Done">Files that were gone through.</param>
/// <param name="File">The one that is read now.</param>
public sealed record ImportProgressView(int Done, int Files, long Messages, string File);
