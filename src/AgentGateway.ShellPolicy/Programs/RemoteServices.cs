using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that act on services and machines of others.</summary>
internal static class RemoteServices
{
    private const string OtherMachines = "it can act on other people's machines";
    private const string InYourName = "it can act on a service in your name";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("aws gcloud az gsutil doctl heroku flyctl fly vercel netlify wrangler firebase tofu pulumi ansible "
            + "ansible-playbook helm terraform")
        {
            Reaches = OtherMachines,
        },
        new("gh") { Reaches = InYourName, RunningVerbs = ["alias", "extension"] },
        new("glab hub tea") { Reaches = InYourName },
    ];
}
