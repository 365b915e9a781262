using AgentGateway.Domain.Clients;
using AgentGateway.Domain.Ids;
using AgentGateway.Domain.Policy;
using AgentGateway.Gateways.Text;
using AgentGateway.Runtime.Approvals;
using AgentGateway.Runtime.Principals;

namespace AgentGateway.Gateways.Access;

/// <summary>Who a person in a chat is for the rest of the gateway.</summary>
internal sealed class ChatCallers(PeopleOptions people, ApprovalOptions approvals)
{
    /// <summary>The principal of an account: <c>telegram:42</c>.</summary>
    public static string PrincipalOf(string platform, string person) => $"{platform}:{person}";

    /// <summary>
    /// The caller of what a person says. Messages have the account as their author; policy judges it as
    /// <c>client:telegram-42</c>.
    /// </summary>
    /// <param name="workspace">Where threads that the person begins work; null for none.</param>
    public static Caller Speaking(
        string platform, string person, string name, ConversationId conversation, string? workspace) =>
        new(new Principal(PrincipalOf(platform, person)), workspace)
        {
            Client = ClientName.Of($"{platform}-{person}"),
            Speaker = new(ShownName.Of(name, person), platform, conversation),
        };

    /// <summary>
    /// The caller of a decision: the person by the name that the settings give, with that right. A name that has a
    /// right of its own in the settings of approvals is not used, because it would be given to this account too.
    /// </summary>
    public Caller Deciding(string platform, string person, RiskClass? approveUpTo)
    {
        var principal = PrincipalOf(platform, person);
        var name = people.NameOf(principal);
        return new(new Principal(approvals.Approvers.ContainsKey(name) ? principal : name)
        {
            ApproveUpTo = approveUpTo,
        });
    }
}
