namespace AgentGateway.Testing;

/// <summary>Programs of the machine that a test may need.</summary>
public static class Programs
{
    public static bool Has(string name) => Find(name) is not null;

    /// <summary>The program's path, or null where it is not installed.</summary>
    public static string? Find(string name) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(directory => Path.Combine(directory, name)).FirstOrDefault(File.Exists);
}
