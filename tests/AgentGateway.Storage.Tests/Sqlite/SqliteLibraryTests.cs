using AgentGateway.Storage.Tests.Support;

namespace AgentGateway.Storage.Tests.Sqlite;

public sealed class SqliteLibraryTests
{
    private const string Bundled = "3.35.5";

    [Fact]
    public void The_bundled_library_is_used_when_it_is_asked_for() => Assert.Equal(
        Environment.GetEnvironmentVariable("AGW_SQLITE") == "bundled", SqliteStore.SqliteVersion == Bundled);

    /// <summary>Everything else in this assembly, in a process that has the other SQLite.</summary>
    [Fact]
    public async Task The_bundled_library_keeps_the_same_promises()
    {
        Assert.SkipWhen(SqliteStore.SqliteVersion == Bundled, "This process has the bundled SQLite already.");
        using var process = OwnProcess.Start(
            ["-noLogo", "-noColor", "-method-",
                $"*.{nameof(The_bundled_library_keeps_the_same_promises)}"], ("AGW_SQLITE", "bundled"));
        var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(process.ExitCode == 0, output);
    }
}
