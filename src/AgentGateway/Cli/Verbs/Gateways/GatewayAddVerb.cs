using System.CommandLine;
using System.Text.Json.Nodes;
using AgentGateway.Cli.Verbs.Configuration;
using AgentGateway.Cli.Verbs.Secrets;
using AgentGateway.Gateways.Tools;

namespace AgentGateway.Cli.Verbs.Gateways;

/// <summary>
/// <c>agw gateways add PLATFORM</c>: says what to click, takes the tokens, stores them as secrets, names them in the
/// settings, and waits until the platform is connected. It ends with a pairing.
/// </summary>
internal static class GatewayAddVerb
{
    private static readonly TimeSpan ConnectTime = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan LookPause = TimeSpan.FromMilliseconds(500);

    public static Command Create() => new ToolVerb<GatewaySetupView>(
        GatewaySetupTool.Declaration, "add",
        """
        Make a bot on a chat platform and connect it: what to click, then the tokens, then a pairing.

        The tokens are asked for at a terminal; else each is one line of standard input, in the order that is told.

        Examples:
          agw gateways add telegram
          printf '%s\n' "$TOKEN" | agw gateways add telegram
        """)
    {
        Arguments = [GatewayVerbs.Platform],
        Show = (_, _) => { },
        Otherwise = (context, _, call) => RunAsync(context, call),
    }.Create();

    private static async Task<int> RunAsync(VerbContext context, JsonObject call)
    {
        var asked = await context.CallAsync(GatewaySetupTool.Declaration, call);
        if (asked.IsRejected(out var refused, out var answer)) return context.Refuse(refused);
        var setup = answer.View;
        Tell(setup);
        foreach (var token in setup.Tokens)
        {
            var value = await SecretSetVerb.AskAsync(
                token.Prompt + (token.Optional ? " (leave empty for none)" : ""), context.CancellationToken);
            if (value.IsRejected(out refused, out var text)) return context.Refuse(refused);
            if (text.Trim().Length == 0)
            {
                if (token.Optional) continue;
                return context.Refuse(new(
                    "empty_secret", $"Without this token {setup.Title} cannot be connected: {token.Prompt}.",
                    $"agw gateways add {setup.Name}"));
            }

            var stored = await context.CallAsync(
                DaemonCalls.SecretSet, Arguments.Of(("name", token.Secret), ("value", text.Trim())));
            if (stored.IsRejected(out refused)) return context.Refuse(refused);
            if (ConfigDraft.Set(context.Data, token.Setting, $"secret:{token.Secret}") is { } unset)
                return context.Refuse(unset);
        }

        return await ConnectAsync(context, setup);
    }

    private static void Tell(GatewaySetupView setup)
    {
        for (var step = 0; step < setup.Steps.Count; step++) Screen.Aside($"{step + 1}. {setup.Steps[step]}\n");
    }

    /// <summary>Waits until the platform is connected with the new settings, or says why it is not.</summary>
    private static async Task<int> ConnectAsync(VerbContext context, GatewaySetupView setup)
    {
        var began = TimeProvider.System.GetTimestamp();
        while (true)
        {
            var listed = await context.CallAsync(GatewayListTool.Declaration, []);
            if (listed.IsRejected(out var refused, out var answer)) return context.Refuse(refused);
            var gateway = answer.View.Gateways.Single(one => one.Name == setup.Name);
            if (gateway.State == "connected")
            {
                Screen.Line(context.IsJson ? answer.Json : $"{setup.Title} is connected as {gateway.Account}.");
                Screen.Aside(
                    $"Write to the bot{(gateway.Link is { } link ? $": {link}" : "")}. It answers with a code; then:\n"
                    + "  agw gateways pair CODE --approve R2");
                return ExitCodes.Done;
            }

            var isOver = TimeProvider.System.GetElapsedTime(began) > ConnectTime;
            if (isOver || gateway.State == "stopped")
                return context.Refuse(new(
                    "gateway_not_connected",
                    $"{setup.Title} is not connected: {GatewayVerbs.Standing(gateway)}",
                    gateway.NextStep ?? $"agw gateways shows how it stands; agw gateways add {setup.Name} takes other tokens."));
            await Task.Delay(LookPause, TimeProvider.System, context.CancellationToken);
        }
    }
}
