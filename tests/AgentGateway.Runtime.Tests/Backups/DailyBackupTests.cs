using AgentGateway.Runtime.Backups;

namespace AgentGateway.Runtime.Tests.Backups;

public sealed class DailyBackupTests
{
    private static readonly TimeSpan Day = TimeSpan.FromHours(24);

    [Fact]
    public async Task A_copy_is_made_each_day_on_which_something_happens_and_the_oldest_go()
    {
        var clock = new FakeClock();
        await using var gateway = await StartAsync(clock, new() { Keep = 2 });
        var folder = new BackupFolder(gateway.Data, new());
        await clock.ArmedAsync(Day);
        var made = new List<DateTimeOffset>();
        for (var day = 0; day < 4; day++)
        {
            clock.Advance(Day);
            made.Insert(0, clock.GetUtcNow());
            await Eventually.TrueAsync(() => folder.Copies() is [var newest, ..] && newest.MadeAt == made[0]);
            await gateway.AskAsync($"Day {day}");
            await clock.ArmedAsync(Day);
        }

        Assert.Equal(made.Take(2), folder.Copies().Select(copy => copy.MadeAt));
        Assert.Equal(
            ["journal"],
            BackupReader.Read(folder.Copies()[0].File, null, Gateway.Stop).Value.Sections.Select(
                section => section.Section));
        Assert.Empty(Directory.GetDirectories(folder.Path));
    }

    [Fact]
    public async Task After_a_restart_the_next_copy_is_due_a_day_after_the_last()
    {
        var clock = new FakeClock();
        await using var gateway = await StartAsync(clock, new());
        await clock.ArmedAsync(Day);
        clock.Advance(TimeSpan.FromHours(10));
        await gateway.StopAsync();
        await gateway.StartAgainAsync();
        await clock.ArmedAsync(TimeSpan.FromHours(14));
        clock.Advance(TimeSpan.FromHours(40));
        var folder = new BackupFolder(gateway.Data, new());
        await Eventually.TrueAsync(() => folder.Copies().Count == 1);
        await gateway.StopAsync();
        clock.Advance(TimeSpan.FromHours(100));
        await gateway.StartAgainAsync();
        await clock.ArmedAsync(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task A_copy_that_could_not_be_made_is_made_an_hour_later()
    {
        var clock = new FakeClock();
        await using var gateway = await StartAsync(clock, new());
        var folder = new BackupFolder(gateway.Data, new());
        await clock.ArmedAsync(Day);
        await File.WriteAllTextAsync(folder.Path, "in its place", Gateway.Stop);
        clock.Advance(Day);
        await clock.ArmedAsync(TimeSpan.FromHours(1));
        File.Delete(folder.Path);
        clock.Advance(TimeSpan.FromHours(1));
        await clock.ArmedAsync(TimeSpan.FromMinutes(1));
        clock.Advance(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(() => folder.Copies().Count == 1);
    }

    [Fact]
    public async Task None_is_made_where_none_is_to_be_kept()
    {
        var clock = new FakeClock();
        await using var gateway = await StartAsync(clock, new() { Keep = 0 });
        await gateway.AskAsync("Something");
        clock.Advance(10 * Day);
        Assert.False(Directory.Exists(Path.Combine(gateway.Data, "backups")));
    }

    [Fact]
    public void Doctor_tells_how_old_the_newest_is()
    {
        using var folder = new TemporaryFolder();
        var clock = new FakeClock();
        var options = new BackupOptions();
        var findings = new BackupFindings(folder.Path, options, clock);
        Assert.Equal(("ok", true), (Status(findings), Text(findings).Contains("No copy yet", StringComparison.Ordinal)));
        var copies = new BackupFolder(folder.Path, options);
        Directory.CreateDirectory(copies.Path);
        File.WriteAllText(copies.FileOf(clock.GetUtcNow()), "");
        File.WriteAllText(Path.Combine(copies.Path, "agentgateway-notes.tar.gz"), "of a person");
        clock.Advance(TimeSpan.FromHours(30));
        Assert.Equal(("ok", true), (Status(findings), Text(findings).Contains("30 hours", StringComparison.Ordinal)));
        clock.Advance(3 * Day);
        Assert.Equal(("warn", true), (Status(findings), Text(findings).Contains("4 days", StringComparison.Ordinal)));
        options.Keep = 0;
        Assert.Equal("ok", Status(findings));
        copies.Prune();
        Assert.True(File.Exists(Path.Combine(copies.Path, "agentgateway-notes.tar.gz")));
    }

    private static string Status(BackupFindings findings) => Assert.Single(findings.Find()).Status;

    private static string Text(BackupFindings findings) => Assert.Single(findings.Find()).Message;

    private static async Task<Gateway> StartAsync(FakeClock clock, BackupOptions options)
    {
        var gateway = await Gateway.StartWithAsync(new()
        {
            Store = StoreKind.Sqlite,
            Time = clock,
            Options = new() { Settings = RuntimeOptions.SettingsOf(options) },
        });
        await gateway.AskAsync("First");
        return gateway;
    }
}
