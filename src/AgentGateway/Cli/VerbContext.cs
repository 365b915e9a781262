using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using AgentGateway.Data;
using AgentGateway.Domain;
using AgentGateway.Runtime.Journal;
using AgentGateway.Views;

namespace AgentGateway.Cli;

/// <summary>What every verb needs: its options, the daemon, and a way to say what came of it.</summary>
internal sealed class VerbContext(ParseResult parsed, CancellationToken cancellationToken)
{
    public DataDirectory Data { get; } = DataDirectory.Resolve(parsed.GetValue(CommonOptions.Data));

    public bool IsJson { get; } = parsed.GetResult(CommonOptions.Json) is not null && parsed.GetValue(CommonOptions.Json);

    public CancellationToken CancellationToken => cancellationToken;

    /// <summary>A verb's command with the options that every verb has.</summary>
    public static Command Command(string name, string description, Func<VerbContext, ParseResult, Task<int>> run, bool hasJson = true)
    {
        var command = new Command(name, description) { CommonOptions.Data };
        if (hasJson) command.Add(CommonOptions.Json);
        command.SetAction((parsed, token) => run(new(parsed, token), parsed));
        return command;
    }

    /// <summary>Asks the daemon one thing and shows the answer.</summary>
    public async Task<int> AskAsync(string call, JsonObject arguments, Action<JsonElement> show)
    {
        var answer = await CallAsync(call, arguments, null);
        if (answer.IsRejected(out var rejection)) return Refuse(rejection);
        if (IsJson) Screen.Line(answer.Value);
        else
        {
            using var json = JsonDocument.Parse(answer.Value);
            show(json.RootElement);
        }

        return ExitCodes.Done;
    }

    public async Task<Outcome<string>> CallAsync(string call, JsonObject arguments, Func<JsonElement, Task>? progress)
    {
        var connected = await ControlClient.ConnectAsync(Data, cancellationToken);
        if (connected.IsRejected(out var unreachable)) return unreachable;
        using var client = connected.Value;
        return await client.CallAsync(call, arguments, progress, cancellationToken);
    }

    /// <summary>Does something with the database itself, which may refuse to be read.</summary>
    public async Task<int> ReadFileAsync(Func<Task<int>> run)
    {
        try
        {
            return await run();
        }
        catch (JournalUnavailableException unavailable)
        {
            return Refuse(unavailable.Reason);
        }
    }

    /// <summary>Says why not.</summary>
    /// <returns>The exit code.</returns>
    public int Refuse(Rejection rejection)
    {
        if (IsJson) Screen.Line(JsonSerializer.Serialize(new ErrorEnvelope(rejection), HostJson.Plain.ErrorEnvelope));
        else Screen.Error(rejection);
        return rejection.Code is "daemon_not_running" or "daemon_unreachable" or "daemon_gone" ? ExitCodes.Unreachable : ExitCodes.Failed;
    }
}
