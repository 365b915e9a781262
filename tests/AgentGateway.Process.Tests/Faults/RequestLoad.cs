using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;
using AgentGateway.Process.Tests.Support;
using AgentGateway.Process.Tests.Wire;

namespace AgentGateway.Process.Tests.Faults;

/// <summary>
/// Turns that ask for permission to count in a file, and ask questions, while people decide and answer until the daemon
/// dies under them. What was acknowledged is remembered, and so is all that was seen.
/// </summary>
internal sealed class RequestLoad(string file, Random random)
{
    /// <summary>
    /// As often as people look, when they are quick; without it, looking takes the processors from what is looked at.
    /// </summary>
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(5);

    private readonly ConcurrentDictionary<string, string> _decided = new();
    private readonly ConcurrentDictionary<string, string> _answered = new();
    private readonly ConcurrentDictionary<string, string> _expires = new();
    private readonly List<(string Thread, string Turn)> _turns = [];
    private int _lastNumber;

    public int Calls => _lastNumber;

    public int Decisions => _decided.Count;

    /// <summary>Begins turns of a few calls each, some of which ask a question too.</summary>
    public async Task AskAsync(McpClient client, int turns)
    {
        for (var count = 0; count < turns; count++)
        {
            var calls = new List<(string, string, object)>();
            for (var number = random.Next(1, 3); number > 0; number--) calls.Add(Counting(++_lastNumber));
            if (random.Next(2) == 0)
                calls.Add(
                    ($"call_{++_lastNumber}", "ask_operator", new { question = $"Which number is {_lastNumber}?" }));
            var thread = await client.NewThreadAsync();
            _turns.Add(
                (thread, (await client.SendAsync(thread, ScriptedModel.Calls([.. calls]), wait: 0)).Text("turn_id")));
        }
    }

    /// <summary>Decides every approval and answers every question, until the daemon dies or none is left.</summary>
    public async Task DecideAsync(Daemon daemon, string token, Func<bool> isDone)
    {
        try
        {
            await using var person = await McpClient.ConnectAsync(
                new HttpWire(new(daemon.Url, "mcp"), token), ConnectionKind.HttpModern);
            while (!isDone())
            {
                foreach (var approval in (await person.CallAsync(
                    "approval_list", new { state = "pending" })).List("approvals"))
                    await DecideAsync(person, approval!);
                foreach (var question in (await person.CallAsync(
                    "question_list", new { state = "pending" })).List("questions"))
                    await AnswerAsync(person, question!);
                await Task.Delay(LookPause, TimeProvider.System, CancellationToken.None);
            }
        }
        catch (Exception death) when (death is HttpRequestException
            or IOException
            or McpError
            or OperationCanceledException
            or InvalidDataException)
        {
            // It was killed.
        }
    }

    /// <summary>Whether all turns have ended.</summary>
    public async Task<bool> HaveEndedAsync(McpClient client)
    {
        foreach (var (_, turn) in _turns)
            if ((await client.WaitAsync(turn, wait: 0)).Text("status") is "queued" or "running" or "waiting")
                return false;
        return true;
    }

    /// <summary>
    /// Holds what the journal says against what was acknowledged, and both against what really happened.
    /// </summary>
    public async Task<string> AssertAsync(McpClient client)
    {
        Assert.Empty((await client.CallAsync("approval_list", new { state = "pending" })).List("approvals"));
        Assert.Empty((await client.CallAsync("question_list", new { state = "pending" })).List("questions"));
        foreach (var (id, decision) in _decided)
        {
            var approval = (await client.CallAsync("approval_get", new { approval_id = id }))["approval"]!;
            Assert.Equal((decision, "approver"), (approval["decision"].String(), approval["decided_by"].String()));
        }

        var ran = (File.Exists(file) ? await File.ReadAllLinesAsync(file, Limits.Soon()) : []).GroupBy(line => line)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.All(ran, line => Assert.True(line.Value == 1, $"Call {line.Key} ran {line.Value} times."));
        var (done, denied, refused, unknown) = (0, 0, 0, 0);
        foreach (var (thread, turn) in _turns)
        {
            Assert.Equal("completed", (await client.WaitAsync(turn, wait: 0)).Text("status"));
            var messages = (await client.ReadAsync(thread, hidden: true)).List("messages")
                .Select(message => message!)
                .ToList();
            var calls = messages.SelectMany(
                message => message["tool_calls"]?.AsArray() ?? []).Select(call => call!["id"].String()!).ToList();
            foreach (var call in calls)
            {
                var result = Assert.Single(
                    messages, message => message["tool_call_id"].String() == call)["text"].String()!;
                var number = call["call_".Length..];
                if (_answered.TryGetValue(number, out var answer)) Assert.Equal($"approver answered: {answer}", result);
                else if (result.Contains("denied this call", StringComparison.Ordinal)) denied += NotRun(number);
                else if (result.Contains("approvals pending already", StringComparison.Ordinal))
                    refused += NotRun(number);
                else if (result.Contains("outcome unknown", StringComparison.Ordinal)) unknown++;
                else if (!result.StartsWith("approver answered: ", StringComparison.Ordinal))
                    done += Once(number, result);
            }
        }

        return $"{done} ran once, {denied} were denied, {refused} were one too many, {unknown} are unknown";

        int NotRun(string number)
        {
            Assert.False(ran.ContainsKey(number), $"Call {number} was denied or refused, and ran.");
            return 1;
        }

        int Once(string number, string result)
        {
            Assert.True(ran.ContainsKey(number), $"Call {number} did not run, but is said to have: {result}");
            return 1;
        }
    }

    private async Task DecideAsync(McpClient person, JsonNode approval)
    {
        var (id, expires) = (approval["id"].String()!, approval["expires_at"].String()!);
        Assert.Equal(expires, _expires.GetOrAdd(id, expires));
        var decision = random.Next(4) == 0 ? "deny" : "once";
        var decided = await person.TryAsync("approval_resolve", new { approval_id = id, decision });
        if (decided.Refused) Assert.Equal("already_decided", decided.RefusedWith());
        else Assert.True(_decided.TryAdd(id, decision), $"{id} was decided twice.");
    }

    private async Task AnswerAsync(McpClient person, JsonNode question)
    {
        var number = question["text"].String()!["Which number is ".Length..^1];
        var answer = string.Create(CultureInfo.InvariantCulture, $"{number}, of {random.Next(1000)}");
        var answered = await person.TryAsync("question_answer", new { question_id = question["id"].String(), answer });
        if (answered.Refused) Assert.Equal("already_decided", answered.RefusedWith());
        else Assert.True(_answered.TryAdd(number, answer), $"Question {number} was answered twice.");
    }

    private (string, string, object) Counting(int number) =>
        ($"call_{number}", "run_command",
            new
            {
                command = string.Create(
                    CultureInfo.InvariantCulture, $"echo {number} >> {file}; sleep 0.{random.Next(4)}"),
                sandbox = "open",
            });
}
