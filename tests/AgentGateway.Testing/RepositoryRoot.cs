namespace AgentGateway.Testing;

/// <summary>The repository that the tests were built from.</summary>
public static class RepositoryRoot
{
    public static string Path { get; } = Find();

    private static string Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(System.IO.Path.Combine(folder.FullName, "AgentGateway.sln"))) return folder.FullName;
        throw new DirectoryNotFoundException("No AgentGateway.sln stands above the test's own folder.");
    }
}
