using System.Reflection;

namespace AgentGateway.Data;

/// <summary>The version of this program, the same for every assembly of it.</summary>
internal static class ProgramVersion
{
    public static string Text { get; } = typeof(ProgramVersion).Assembly.GetName().Version is { } version
        ? $"{version.Major}.{version.Minor}.{version.Build}"
        : "0";

    /// <summary>The version with the commit that it was built from, where that is known: <c>agw 0.1.0 (1a2b3c4)</c>.</summary>
    public static string Full
    {
        get
        {
            var informational = typeof(ProgramVersion).Assembly
                .GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";
            var commit = informational.IndexOf('+') is >= 0 and var at ? informational[(at + 1)..] : "";
            return commit.Length == 0 ? $"agw {Text}" : $"agw {Text} ({commit[..Math.Min(commit.Length, CommitCharacters)]})";
        }
    }

    private const int CommitCharacters = 9;
}
