using AgentGateway.Domain;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Views;

namespace AgentGateway.Control.Calls;

/// <summary>
/// The passphrase of approvals: given for a terminal, and set. No tool does this: a model must not learn it.
/// </summary>
internal static class PassphraseCalls
{
    public static IEnumerable<ControlCall> All(PassphraseService passphrase) =>
    [
        new ViewCall<NothingView>(
            "passphrase_confirm",
            () => HostJson.Plain.NothingView,
            async (request, _) => Answer(
                await passphrase.ConfirmAsync(request.Caller, request.Text("passphrase") ?? ""))),
        new ViewCall<NothingView>(
            "passphrase_set",
            () => HostJson.Plain.NothingView,
            async (request, _) => Answer(
                await passphrase.SetAsync(request.Caller, request.Text("present"), request.Text("next") ?? ""))),
    ];

    private static Outcome<NothingView> Answer(Rejection? refused) => refused is null ? new NothingView() : refused;
}
