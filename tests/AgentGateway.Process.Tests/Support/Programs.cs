namespace AgentGateway.Process.Tests.Support;

/// <summary>Programs of the machine that a test may need.</summary>
internal static class Programs
{
    public static bool Has(string name) => Find(name) is not null;

    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
