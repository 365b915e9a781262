using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

/// <summary>Skills at the command line: those of the program, and those of a directory once they are allowed.</summary>
public sealed class SkillVerbTests(DaemonFixture fixture)
{
    private const string Text = "---\nname: release\ndescription: How the quokka is released.\n---\n# Open the gate\n";

    [Fact]
    public async Task Skills_of_a_directory_are_read_from_the_moment_they_are_allowed_until_they_change()
    {
        using var folder = new TemporaryFolder();
        var path = folder["shop/.agw/skills/release/SKILL.md"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, Text, TestContext.Current.CancellationToken);
        var shop = folder["shop"];

        var before = (await InAsync(shop, "skill", "list")).Succeeded();
        Assert.Contains("split-work", before);
        Assert.DoesNotContain("quokka", before);
        (await InAsync(shop, "skill", "read", "release")).RefusedWith("unknown_skill");

        Assert.Contains("quokka", (await InAsync(shop, "skill", "allow")).Succeeded());
        Assert.Contains("quokka", (await InAsync(shop, "skill", "list")).Succeeded());
        Assert.Contains("# Open the gate", (await InAsync(shop, "skill", "read", "release")).Succeeded());
        Assert.Contains(Text, (await InAsync(shop, "skill", "read", "release", "--file", "SKILL.md")).Succeeded());

        await File.AppendAllTextAsync(path, "And more.\n", TestContext.Current.CancellationToken);
        var changed = (await InAsync(shop, "skill", "list", "--json")).Json();
        Assert.Equal("changed", changed["workspace"]!["state"].String());
        (await InAsync(folder.Path, "skill", "allow", "shop")).Succeeded();
        (await InAsync(folder.Path, "skill", "disallow", "shop")).Succeeded();
        (await InAsync(folder.Path, "skill", "disallow", "shop")).RefusedWith("skills_not_allowed");
        (await InAsync(folder.Path, "skill", "allow")).RefusedWith("no_skills");
    }

    [Fact]
    public async Task A_skill_that_is_written_is_checked_without_a_daemon()
    {
        using var folder = new TemporaryFolder();
        var path = folder["release/SKILL.md"];
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        await File.WriteAllTextAsync(path, Text, TestContext.Current.CancellationToken);
        Assert.Contains("quokka", (await Agw.RunAsync("skill", "check", folder["release"])).Succeeded());
        await File.WriteAllTextAsync(
            path, Text.Replace("release", "other", StringComparison.Ordinal), TestContext.Current.CancellationToken);
        var wrong = await Agw.RunAsync("skill", "check", folder.Path);
        Assert.Equal(1, wrong.ExitCode);
        Assert.Contains("line 2", wrong.Error);
    }

    private Task<Finished> InAsync(string directory, params string[] words)
    {
        var start = Agw.Start([.. words, "--data", fixture.Daemon.Data]);
        start.WorkingDirectory = directory;
        return Agw.RunAsync(start);
    }
}
