using System.Text.RegularExpressions;

namespace AgentGateway.Process.Tests.Packaging;

/// <summary>Each way in which agw is published, tried from an empty home.</summary>
public sealed partial class PackagingTests(PackageFixture packages) : IClassFixture<PackageFixture>
{
    [Fact]
    public async Task A_dotnet_tool_starts_the_daemon_from_an_editor()
    {
        packages.SkipIfMissing();
        using var home = new EmptyHome();
        // Only the folder with the package is asked, and no other source.
        await File.WriteAllTextAsync(
            home["sources.config"],
            $"""
            <configuration>
              <packageSources><clear/><add key="own" value="{packages.Packages}"/></packageSources>
            </configuration>
            """,
            Limits.Soon());
        (await home.RunAsync(
            "dotnet", "tool", "install", "AgentGateway", "--tool-path", home["tools"], "--configfile",
            home["sources.config"])).Succeeded();
        var agw = home["tools/agw"];

        Assert.Equal("agentgateway", await home.EditorAsync(agw));

        await UsedAsync(home, agw);
        Assert.Contains("dotnet tool uninstall agentgateway", (await home.RunAsync(agw, "uninstall")).Succeeded());
    }

    [Fact]
    public async Task A_single_file_is_installed_updated_and_removed_and_data_stays()
    {
        packages.SkipIfMissing();
        using var home = new EmptyHome();
        var install = Path.Combine(packages.Release, "install.sh");
        Assert.Contains("export PATH=", (await home.RunAsync("/bin/sh", install)).Succeeded());
        var agw = home[".local/bin/agw"];

        Assert.Equal("agentgateway", await home.EditorAsync(agw));

        var thread = await UsedAsync(home, agw);
        (await home.RunAsync("/bin/sh", install)).Succeeded();
        Assert.Equal("agentgateway", await home.EditorAsync(agw));
        Assert.Contains("Keep this", (await home.RunAsync(agw, "thread", "read", thread)).Succeeded());
        var kept = (await home.RunAsync(agw, "uninstall")).Succeeded();
        Assert.Contains("The daemon has stopped.", kept);
        Assert.Contains($"rm -r {home[".local/lib/agentgateway"]} {agw}", kept);
        Assert.True(File.Exists(Path.Combine(home.Data, "agentgateway.db")));
        var asked = await home.RunAsync(agw, "uninstall", "--purge");
        Assert.Equal(1, asked.ExitCode);
        Assert.True(Directory.Exists(home.Data), "No person was there to say yes.");
        (await home.RunAsync(agw, "uninstall", "--purge", "--yes")).Succeeded();
        Assert.False(Directory.Exists(home.Data));
    }

    [Fact]
    public async Task The_container_file_runs_the_released_program_as_a_user_of_its_own_with_its_data_on_a_volume()
    {
        packages.SkipIfMissing();
        var lines = (await File.ReadAllTextAsync(Path.Combine(packages.Release, "Containerfile"), Limits.Soon()))
            .Replace("\\\n", "", StringComparison.Ordinal).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#').ToList();

        Assert.Matches("^FROM [a-z]+:[a-z-]+$", lines[0]);
        Assert.All(lines, line => Assert.Matches("^(FROM|RUN|COPY|USER|WORKDIR|ENV|VOLUME|ENTRYPOINT|CMD) ", line));
        var copied = lines.Single(line => line.StartsWith("COPY ", StringComparison.Ordinal)).Split(' ')[1..];
        Assert.All(copied[..^1], file => Assert.True(File.Exists(Path.Combine(packages.Release, file)), file));
        var link = Link().Match(string.Join('\n', lines));
        Assert.Equal(copied[^1] + "agw", link.Groups["target"].Value);
        Assert.Equal($"""ENTRYPOINT ["{link.Groups["name"].Value}"]""", lines[^2]);
        Assert.Equal("""CMD ["serve"]""", lines[^1]);
        var user = lines.FindIndex(line => line == "USER agw");
        Assert.True(user > lines.FindLastIndex(line => line.StartsWith("RUN ", StringComparison.Ordinal)));
        var data = lines.Single(line => line.StartsWith("VOLUME ", StringComparison.Ordinal))["VOLUME ".Length..];
        Assert.Contains($"ENV AGW_DATA={data}", lines);
        Assert.Contains(
            lines, line => line.Contains($"install -d -o agw -g agw -m 0700 {data}", StringComparison.Ordinal));
    }

    /// <summary>Says the commit, keeps a thread, and gives commands in a sandbox a network.</summary>
    /// <returns>The thread.</returns>
    private static async Task<string> UsedAsync(EmptyHome home, string agw)
    {
        Assert.Matches(@"^agw \d+\.\d+\.\d+( \([0-9a-f]{9}\))?\n$", (await home.RunAsync(agw, "--version")).Succeeded());
        Assert.Contains("ready", (await home.RunAsync(agw, "status")).Succeeded());
        var thread = (await home.RunAsync(agw, "thread", "new")).Succeeded().Trim();
        (await home.RunAsync(agw, "thread", "send", thread, "Keep this")).Succeeded();
        // The program that makes networks for sandboxes is this one, too.
        var doctor = (await home.RunAsync(agw, "doctor")).Output;
        if (doctor.Contains("ok     egress", StringComparison.Ordinal)
            && doctor.Contains("ok     sandbox", StringComparison.Ordinal))
            Assert.Contains(
                "inside",
                (await home.RunAsync(
                    agw, "session", "run", "--sandbox", "network", "--", "echo", "inside")).Succeeded());
        (await home.RunAsync(agw, "stop")).Succeeded();
        return thread;
    }

    [GeneratedRegex(@"ln -s (?<target>\S+) (?<name>\S+)")]
    private static partial Regex Link();
}
