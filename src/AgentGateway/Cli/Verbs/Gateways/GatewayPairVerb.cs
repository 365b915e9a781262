using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using AgentGateway.Gateways.Tools;

namespace AgentGateway.Cli.Verbs.Gateways;

/// <summary>
/// <c>agw gateways pair</c>: lets a person in who has a code of the bot, or makes a link with a code for a person who
/// has none yet, as text and as a QR code for a phone.
/// </summary>
internal static class GatewayPairVerb
{
    public static Command Create()
    {
        var telegram = new Option<bool>("--telegram")
        {
            Description = "Make a link to the Telegram bot instead; it lets in the first person who opens it.",
        };
        return new ToolVerb<PersonView>(
            GatewayPairTool.Declaration, "pair",
            """
            Let the person in to whom a bot told this code. A code works once, within an hour.

            Examples:
              agw gateways pair K7PQ2RSX                 may chat
              agw gateways pair K7PQ2RSX --approve R2    may also approve calls up to that risk
              agw gateways pair --telegram               a link and a QR code that let one person in
            """)
        {
            Arguments = [VerbArgument.At("code", "CODE") with { IsOptional = true }],
            Options = [telegram],
            Otherwise = (context, parsed, call) => (parsed.GetValue(telegram), call.ContainsKey("code")) switch
            {
                (true, false) => InviteAsync(context, call),
                (false, true) => null,
                (true, true) => Refuse(context, "A link has a code of its own: give CODE or --telegram."),
                (false, false) => Refuse(context, "CODE is missing. The bot tells it to a person who writes to it."),
            },
            Show = (answer, _) => Screen.Line(
                $"{answer.Name} ({answer.Platform}:{answer.Id}) is let in"
                + (answer.ApproveUpTo is { } risk ? $" and may approve up to {risk}." : ".")),
        }.Create();
    }

    private static Task<int> Refuse(VerbContext context, string message) =>
        Task.FromResult(context.Refuse(UsageErrors.Because(message, "agw gateways pair")));

    private static Task<int> InviteAsync(VerbContext context, JsonObject call)
    {
        call["name"] = "telegram";
        return context.ShowAsync(DaemonCall.Of(GatewayInviteTool.Declaration), call, Print);
    }

    private static void Print(PairingView invitation)
    {
        foreach (var line in QrCode.Lines(invitation.Link, Screen.Style)) Screen.Styled(line + "\n");
        Screen.Line(invitation.Link);
        var until = invitation.ExpiresAt.ToLocalTime().ToString("HH:mm", CultureInfo.InvariantCulture);
        Screen.Aside(
            $"Open it on the phone and press Start. It lets one person in, once, until {until}"
            + (invitation.ApproveUpTo is { } risk ? $", who may then approve up to {risk}." : "."));
    }
}
