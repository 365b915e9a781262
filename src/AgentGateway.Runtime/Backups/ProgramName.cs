namespace AgentGateway.Runtime.Backups;

/// <summary>The version of this program, the same for every assembly of it.</summary>
internal static class ProgramName
{
    public static string Version { get; } = typeof(ProgramName).Assembly.GetName().Version?.ToString(3) ?? "0";
}
