using AgentGateway.Process.Tests.Support;

namespace AgentGateway.Process.Tests.Security;

/// <summary>The work of every day runs in the sandbox without a question, or asks for a host once.</summary>
public sealed class OrdinaryWorkTests(SharedAttackedDaemon shared) : IClassFixture<SharedAttackedDaemon>
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><OutputType>Exe</OutputType>
        <TargetFramework>net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework>
        <UseAppHost>false</UseAppHost></PropertyGroup></Project>
        """;

    private const string Listens = """
        import socket
        server = socket.create_server(("127.0.0.1", 0))
        client = socket.create_connection(server.getsockname())
        server.accept()[0].send(b"heard")
        print(client.recv(9))
        """;

    [Theory]
    [InlineData(
        "git",
        "git init -q . && echo a > a && git add a && git -c user.name=a -c user.email=b@c commit -q -m x && git log -1")]
    [InlineData("make", "printf 'all:\\n\\ttouch made\\n' > Makefile && make && test -f made")]
    [InlineData("python3", "python3 -m venv --without-pip v && v/bin/python -c 'print(1)'")]
    [InlineData("python3", $"python3 - <<'X'\n{Listens}\nX")]
    [InlineData(
        "npm", "npm init -y && npm pkg set scripts.hello='echo hello-$((1+1))' && npm run hello | grep hello-2")]
    [InlineData(
        "dotnet",
        $"cat > p.csproj <<'X'\n{Project}\nX\necho 'System.Console.WriteLine(\"built\");' > p.cs && "
        + "dotnet build --nologo -v q -nodeReuse:false -p:UseSharedCompilation=false && dotnet bin/Debug/*/p.dll | "
        + "grep built")]
    public async Task It_runs_unasked(string program, string line)
    {
        Need("bwrap", program);
        var daemon = await shared.StartedAsync();
        using var folder = new TemporaryFolder();

        var ran = await daemon.Client.CallAsync(
            "session_run", new { command = line, directory = folder.Path, timeout_seconds = 120 },
                TimeSpan.FromMinutes(3));

        Assert.True(ran["exit_code"]!.GetValue<int>() == 0, ran.Content.ToJsonString());
        await daemon.AskedNothingAsync();
    }

    /// <summary>No such host can be found, which the command learns after a person has allowed it.</summary>
    [Fact]
    public async Task A_host_is_asked_about_once_where_a_person_allows_it_for_always()
    {
        Need("bwrap", "nsenter", "unshare", "curl");
        var daemon = await shared.StartedAsync();
        using var folder = new TemporaryFolder();

        var asking = RunAsync();
        var approval = await Eventually.FoundAsync(async () =>
            (await daemon.Client.CallAsync("approval_list", new { state = "pending" })).List("approvals")
                .SingleOrDefault(one => one!["tool"].String() == "egress_connect"));
        Assert.Contains("packages.invalid:80", approval.ToJsonString());
        (await Agw.RunAsync("approve", approval["id"].String()!, "--always", "--data", daemon.Daemon.Data)).Succeeded();
        await asking;
        await daemon.AskedNothingAsync();
        await RunAsync();
        await daemon.AskedNothingAsync();

        async Task RunAsync() => Assert.NotEqual(0, (await daemon.Client.CallAsync(
            "session_run",
            new { command = "curl -sSf http://packages.invalid/", directory = folder.Path, sandbox = "network" }))
            ["exit_code"]!.GetValue<int>());
    }

    private static void Need(params string[] programs)
    {
        foreach (var program in programs)
            if (!Programs.Has(program))
                Assert.Skip($"{program} is not installed.");
    }
}
