using System.Diagnostics;
using System.Runtime.InteropServices;

namespace AgentGateway.Process.Tests.Packaging;

/// <summary>
/// What is published, made once for all tests of it from what was built, by the script that makes releases.
/// </summary>
public sealed class PackageFixture : IAsyncLifetime
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(8);

    /// <summary>What dotnet says where a pack of the platform cannot be had.</summary>
    private static readonly string[] PackIsMissing = ["NU1101", "NU1102", "NU1301", "NETSDK1112", "NETSDK1094"];

    private readonly TemporaryFolder _folder = new();
    private string? _missing;

    /// <summary>The release folder of this platform.</summary>
    public string Release => Directory.GetDirectories(_folder["published"]).Single();

    /// <summary>The folder with the package of the dotnet tool.</summary>
    public string Packages => _folder["published"];

    public static string Root { get; } = FindRoot();

    public async ValueTask InitializeAsync()
    {
        if (!Agw.File.Contains("/Release/", StringComparison.Ordinal))
        {
            _missing = "Releases are made of a Release build.";
            return;
        }

        var start = new ProcessStartInfo(
            Path.Combine(Root, "src/AgentGateway/Packaging/release"),
            [_folder["published"], RuntimeInformation.RuntimeIdentifier])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // What it is made of was built and analysed before the tests. It must not be built anew, because other tests
        // run it now.
        start.Environment["RELEASE_OPTIONS"] = "-p:BuildProjectReferences=false -p:RunAnalyzers=false";
        start.Environment["PACK_OPTIONS"] = "--no-build";
        var made = await Agw.RunAsync(start, Limit);
        if (made.ExitCode != 0 && PackIsMissing.Any(made.Output.Contains))
            _missing = $"A pack of the platform cannot be had: {made.Output.Split('\n')[0]}";
        else made.Succeeded();
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Skips the test, with the reason, where nothing could be published.</summary>
    internal void SkipIfMissing()
    {
        if (_missing is not null) Assert.Skip(_missing);
    }

    private static string FindRoot()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "AgentGateway.sln"))) at = at.Parent!;
        return at.FullName;
    }
}
