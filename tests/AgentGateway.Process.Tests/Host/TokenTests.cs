using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Host;

public sealed class TokenTests
{
    [Fact]
    public async Task The_verb_prints_the_token_alone()
    {
        using var folder = new TemporaryFolder();

        var first = (await Agw.RunAsync("token", "--data", folder["data"])).Succeeded();

        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", first);
        Assert.Equal(first, await File.ReadAllTextAsync(Path.Combine(folder["data"], "token"), Limits.Soon()));
        Assert.Equal(first, (await Agw.RunAsync("token", "--data", folder["data"])).Succeeded());
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.OtherWrite)]
    public async Task A_token_that_others_can_use_is_refused(UnixFileMode others)
    {
        using var folder = new TemporaryFolder();
        (await Agw.RunAsync("token", "--data", folder["data"])).Succeeded();
        var file = Path.Combine(folder["data"], "token");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | others);

        var refused = await Spoken.ServeAsync(folder["data"]);

        refused.RefusedWith("token_permissions");
        Assert.Contains($"chmod 600 {file}", refused.Error);
        (await Agw.RunAsync("token", "--data", folder["data"])).RefusedWith("token_permissions");
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var daemon = await Daemon.StartAsync(folder["data"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("short\n")]
    [InlineData("a token with spaces in it is no token at all\n")]
    public async Task A_file_that_holds_no_token_is_refused(string content)
    {
        using var folder = new TemporaryFolder();
        (await Agw.RunAsync("token", "--data", folder["data"])).Succeeded();
        await File.WriteAllTextAsync(Path.Combine(folder["data"], "token"), content, Limits.Soon());

        (await Spoken.ServeAsync(folder["data"])).RefusedWith("token_invalid");
    }
}
