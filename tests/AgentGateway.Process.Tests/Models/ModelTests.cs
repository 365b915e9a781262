using System.Text;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Models;

/// <summary>
/// A daemon that finds a provider in its environment, as a user gives it one; the provider is an independent emulator.
/// </summary>
public sealed class ModelTests(SharedModelEmulator shared) : IClassFixture<SharedModelEmulator>
{
    private const string Canary = "sk-canary-7f3a9b2c5d";

    [Theory]
    [InlineData("ANTHROPIC")]
    [InlineData("OPENAI")]
    public async Task An_agent_answers_with_a_model_and_its_tools(string vendor)
    {
        using var folder = new TemporaryFolder();
        var emulator = await shared.StartedAsync();
        await using var daemon = await StartAsync(folder, vendor, emulator);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.StdioModern);
        var svarog = (await client.CallAsync("agent_list")).List("agents")
            .Single(agent => agent!["id"].String() == "svarog")!;
        Assert.Equal("model", svarog["driver"].String());
        Assert.NotNull(svarog["model"]);
        var thread = await client.NewThreadAsync();

        var plain = await client.SendAsync(thread, "What is the capital of France?");
        Assert.Equal("Paris is the capital of France.", plain["reply"]!["text"].String());
        var tools = await client.SendAsync(thread, "And where is the anvil?");
        Assert.Equal("You spoke of it before.", tools["reply"]!["text"].String());

        var messages = (await client.ReadAsync(thread, hidden: true)).List("messages");
        Assert.Contains(
            messages,
            message => message!["tool_calls"] is not null
                && message.ToJsonString().Contains("thread_search", StringComparison.Ordinal));
        Assert.Contains(messages, message => message!["role"].String() == "tool");
    }

    [Fact]
    public async Task The_command_line_shows_an_answer_as_it_comes()
    {
        using var folder = new TemporaryFolder();
        var emulator = await shared.StartedAsync();
        await using var daemon = await StartAsync(folder, "ANTHROPIC", emulator);
        using var verb = OsProcess.Start(Agw.Start("thread", "send", "--data", daemon.Data, "Please talk slowly"))!;

        var heard = new StringBuilder();
        var pieces = 0;
        var buffer = new char[4096];
        while (await verb.StandardOutput.ReadAsync(buffer, Limits.Soon()) is > 0 and var read)
        {
            heard.Append(buffer, 0, read);
            pieces++;
        }

        Assert.Contains(
            "One after the other the words of this answer come, and there are enough of them to be followed.",
            heard.ToString());
        Assert.True(pieces > 2, $"The answer came in {pieces} pieces.");
    }

    [Fact]
    public async Task A_kill_in_the_middle_of_an_answer_ends_with_an_answer()
    {
        using var folder = new TemporaryFolder();
        var emulator = await shared.StartedAsync();
        string thread;
        string turn;
        await using (var daemon = await StartAsync(folder, "OPENAI", emulator))
        {
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            thread = await client.NewThreadAsync();
            turn = (await client.SendAsync(thread, "Please talk slowly", wait: 0)).Text("turn_id");
            await daemon.KillAsync();
        }

        await using var again = await StartAsync(folder, "OPENAI", emulator);
        await using var reader = await McpClient.ConnectAsync(again, ConnectionKind.HttpModern);
        var answer = await reader.WaitAsync(turn);

        Assert.Contains(answer.Text("status"), new[] { "completed", "interrupted" });
        Assert.InRange((await reader.ReadAsync(thread)).Texts("assistant", "svarog").Count(), 0, 1);
    }

    [Fact]
    public async Task A_key_of_the_environment_turns_up_nowhere()
    {
        using var folder = new TemporaryFolder();
        var emulator = await shared.StartedAsync();
        await using (var daemon = await StartAsync(folder, "ANTHROPIC", emulator))
        {
            await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);
            await client.CallAsync("thread_send", new { text = "What is the capital of France?" });
            // Nothing stands in the emulator's book for this one, so it is refused, and the refusal is told.
            await client.CallAsync("thread_send", new { text = "Something unexpected" });
            Assert.DoesNotContain(Canary, (await Agw.RunAsync("doctor", "--data", daemon.Data, "--json")).Output);
            await daemon.StopAsync();
            Assert.DoesNotContain(Canary, await daemon.ErrorAsync());
        }

        foreach (var file in Directory.EnumerateFiles(folder["data"], "*", SearchOption.AllDirectories))
            Assert.True(
                (await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)).AsSpan()
                    .IndexOf(Encoding.ASCII.GetBytes(Canary)) < 0,
                $"The key is in {file}.");
    }

    [Fact]
    public async Task A_model_that_cannot_be_reached_fails_visibly()
    {
        using var folder = new TemporaryFolder();
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment["OPENAI_BASE_URL"] = "http://127.0.0.1:9/v1";
        start.Environment["AGW_Turns__RetriesMax"] = "0";
        await using var daemon = await Daemon.StartAsync(start, folder["data"]);
        await using var client = await McpClient.ConnectAsync(daemon, ConnectionKind.HttpModern);

        var sent = await client.CallAsync("thread_send", new { text = "Hello?" });

        Assert.Equal("failed", sent.Text("status"));
        Assert.Equal("model_unreachable", sent["failure"]!["code"].String());
        Assert.NotEmpty(sent["failure"]!["hint"].String()!);
    }

    private static async Task<Daemon> StartAsync(TemporaryFolder folder, string vendor, ModelEmulator emulator)
    {
        var start = Agw.Start("serve", "--data", folder["data"], "--url", "http://127.0.0.1:0");
        start.Environment[$"{vendor}_API_KEY"] = Canary;
        start.Environment[$"{vendor}_BASE_URL"] = vendor == "OPENAI" ? emulator.Url + "/v1" : emulator.Url;
        return await Daemon.StartAsync(start, folder["data"]);
    }
}
