using AgentGateway.Domain.Threads;
using AgentGateway.Gateways.Tools;
using AgentGateway.Runtime;
using AgentGateway.Runtime.Drivers;
using AgentGateway.Runtime.Modules;
using AgentGateway.Runtime.Secrets;

namespace AgentGateway.Gateways.Tests.Core;

/// <summary>A gateway with chat platforms.</summary>
internal static class ChatGateway
{
    public static GatewaySetup Setup(params IModule[] platforms) => new()
    {
        Modules = [new ChatModule(new(_ => null, new Dictionary<string, string>(), new KnownSecrets())), .. platforms],
    };

    public static Task<Gateway> StartAsync(params TestPlatform[] platforms) =>
        Gateway.StartWithAsync(Setup([.. platforms.Select(platform => platform.Module)]));

    /// <summary>With a tool of which the agent svarog makes one call that needs an approval, and then says so.</summary>
    public static Task<Gateway> StartAsync(CountedTool tool, params TestPlatform[] platforms) =>
        StartAsync(tool, new(), [.. platforms.Select(platform => platform.Module)]);

    /// <summary>The same with settings of platforms.</summary>
    public static Task<Gateway> StartAsync(CountedTool tool, RuntimeOptions options, params IModule[] platforms) =>
        Gateway.StartWithAsync(Setup(platforms) with
        {
            Options = options,
            Prepare = gateway =>
            {
                gateway.Runtime.Tools.Publish("test", [tool.Tool()]);
                gateway.Driver.Script("svarog", async (turn, stop) =>
                {
                    if (!turn.Triggers[^1].Text.StartsWith("go", StringComparison.Ordinal))
                        return ScriptedDriver.Completed("svarog heard: " + turn.Triggers[^1].Text);
                    if ((await turn.OwnMessagesAsync(stop)).Count > 0) return ScriptedDriver.Completed("done");
                    await turn.RecordStepAsync("", [new("c1", "execute", "{}")], "script", TokenUsage.None, stop);

                    // A person may decide so early that the call does not wait any more.
                    return await turn.CallToolsAsync([new("c1", "execute", "{}")], stop)
                        ? ScriptedDriver.Completed("done")
                        : new TurnResult.Waiting();
                });
            },
        });

    public static Task ConnectedAsync(Gateway gateway, string platform) => Eventually.TrueAsync(
        () => gateway.Runtime.Get<GatewayReport>().List().Gateways.Single(one => one.Name == platform).State
            == "connected",
        $"{platform} is connected");
}
