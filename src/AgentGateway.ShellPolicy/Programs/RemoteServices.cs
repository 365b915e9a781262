using AgentGateway.ShellPolicy.Entries;

namespace AgentGateway.ShellPolicy.Programs;

/// <summary>Programs that act on services and machines of others.</summary>
internal static class RemoteServices
{
    private const string OtherMachines = "it acts on other people's machines";
    private const string InYourName = "it acts on a service in your name";

    public static readonly IReadOnlyList<ProgramEntry> Entries =
    [
        new("aws gcloud az gsutil doctl heroku flyctl fly vercel netlify wrangler firebase tofu pulumi ansible "
            + "ansible-playbook helm")
        {
            Reaches = OtherMachines,
        },
        new("terraform") { Reaches = OtherMachines, LookingVerbs = ["plan", "validate", "fmt", "version", "show"] },
        new("gh")
        {
            Reaches = InYourName,
            LookingVerbs = ["status", "version", "browse"],
            LookingSecondVerbs = ["view", "list", "diff", "checks", "status"],
            RunningVerbs = ["alias", "extension"],
        },
        new("glab hub tea") { Reaches = InYourName },
    ];
}
