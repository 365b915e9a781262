using System.Text.RegularExpressions;
using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Clients;

/// <summary>
/// The protocol's own conformance suite against a real daemon with its fixtures. A warning counts as a failure.
/// </summary>
public sealed partial class ConformanceTests(ITestOutputHelper output)
{
    private static readonly TimeSpan SuiteLimit = TimeSpan.FromMinutes(8);

    [Theory]
    [InlineData("--requirements", "2026-07-28")]
    [InlineData("--requirements", "2025-11-25")]
    [InlineData("--suite", "all")]
    public async Task The_suite_passes_without_a_warning(string option, string value)
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"], "--conformance");
        await using var proxy = await TokenProxy.StartAsync(daemon);
        // With a list of expected failures the suite counts warnings; ours is empty.
        await File.WriteAllTextAsync(folder["none.yml"], "", TestContext.Current.CancellationToken);
        var start = await NpmTool.StartAsync(
            "conformance", "conformance", folder.Path,
            "server", "--url", new Uri(proxy.Url, "mcp").ToString(), option, value, "--expected-failures",
                folder["none.yml"], "-o", folder["results"]);

        var suite = await Agw.RunAsync(start, SuiteLimit);

        var summary = suite.Output[Math.Max(0, suite.Output.LastIndexOf("=== SUMMARY", StringComparison.Ordinal))..];
        Assert.True(suite.ExitCode == 0, summary + suite.Error);
        var total = Total().Match(suite.Output);
        Assert.True(total.Success, $"The suite gave no total:\n{summary}");
        Assert.NotEqual("0", total.Groups["passed"].Value);
        output.WriteLine($"conformance {value}: {total.Value}");
    }

    [GeneratedRegex(@"Total: (?<passed>\d+) passed.*")]
    private static partial Regex Total();
}
