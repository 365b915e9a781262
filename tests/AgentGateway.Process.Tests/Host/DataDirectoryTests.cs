using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Host;

public sealed class DataDirectoryTests
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task Everything_in_it_is_for_its_owner_alone()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);

        Assert.Equal(OwnerOnly, File.GetUnixFileMode(daemon.Data));
        foreach (var directory in Directory.GetDirectories(daemon.Data))
            Assert.Equal(OwnerOnly, File.GetUnixFileMode(directory));
        foreach (var file in Directory.GetFiles(daemon.Data))
            Assert.True(File.GetUnixFileMode(file) == OwnerFile, $"{file} has mode {File.GetUnixFileMode(file)}");
        foreach (var name in (string[])["agentgateway.db", "token", "daemon.json", "agw.sock"])
            Assert.True(File.Exists(Path.Combine(daemon.Data, name)), name);
    }

    [Fact]
    public async Task Its_file_says_where_the_daemon_is_and_goes_when_it_stops()
    {
        using var folder = new TemporaryFolder();
        await using var daemon = await Daemon.StartAsync(folder["data"]);
        var file = Path.Combine(daemon.Data, "daemon.json");
        var about = JsonNode.Parse(await File.ReadAllTextAsync(file, Limits.Soon()))!;

        Assert.Equal(daemon.Pid, about["pid"]!.GetValue<int>());
        Assert.Equal(daemon.Url.ToString().TrimEnd('/'), about["url"].String());
        Assert.Equal(Path.Combine(daemon.Data, "agw.sock"), about["socket"].String());
        Assert.NotNull(about["version"].String());
        Assert.Equal(0, await daemon.StopAsync());
        Assert.False(File.Exists(file));
        Assert.False(File.Exists(Path.Combine(daemon.Data, "agw.sock")));
    }

    [Fact]
    public async Task It_is_found_by_option_then_environment_then_the_data_home()
    {
        using var folder = new TemporaryFolder();
        var start = Agw.Start("token");
        start.Environment["XDG_DATA_HOME"] = folder["home"];
        (await Agw.RunAsync(start)).Succeeded();
        Assert.True(File.Exists(Path.Combine(folder["home"], "agentgateway", "token")));

        start.Environment["AGW_DATA"] = folder["named"];
        (await Agw.RunAsync(start)).Succeeded();
        Assert.True(File.Exists(Path.Combine(folder["named"], "token")));

        start.ArgumentList.Add("--data");
        start.ArgumentList.Add(folder["given"]);
        (await Agw.RunAsync(start)).Succeeded();
        Assert.True(File.Exists(Path.Combine(folder["given"], "token")));
    }

    [Fact]
    public async Task A_path_too_long_for_a_socket_gets_one_elsewhere_and_everybody_finds_it()
    {
        using var folder = new TemporaryFolder();
        var data = folder[new string('d', 120)];
        var runtime = Directory.CreateTempSubdirectory("agw-run-").FullName;
        try
        {
            var start = Agw.Start("serve", "--data", data, "--url", "http://127.0.0.1:0");
            start.Environment["XDG_RUNTIME_DIR"] = runtime;
            await using var daemon = await Daemon.StartAsync(start, data);

            var socket = JsonNode.Parse(
                await File.ReadAllTextAsync(Path.Combine(data, "daemon.json"), Limits.Soon()))!["socket"].String()!;
            Assert.StartsWith(runtime, socket);
            Assert.True(socket.Length <= 107);
            (await Agw.RunAsync("status", "--data", data)).Succeeded();
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioOlder);
            await client.CallAsync("agent_list");
        }
        finally
        {
            Directory.Delete(runtime, recursive: true);
        }
    }

    [Fact]
    public async Task A_directory_that_cannot_be_made_is_refused()
    {
        using var folder = new TemporaryFolder();
        await File.WriteAllTextAsync(folder["file"], "", Limits.Soon());

        (await Spoken.ServeAsync(Path.Combine(folder["file"], "data"))).RefusedWith("data_directory_unusable");
    }
}
