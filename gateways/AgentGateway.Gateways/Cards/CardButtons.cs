using System.Security.Cryptography;
using System.Text;
using AgentGateway.Domain.Ids;

namespace AgentGateway.Gateways.Cards;

/// <summary>
/// The data of buttons. It says nothing by itself and gives no right: it is found again among what the card's buttons
/// would have, and who pressed it is judged as for any other decision. Pure.
/// </summary>
internal static class CardButtons
{
    private const int Characters = 24;

    /// <param name="choice">A decision, or the number of an option.</param>
    public static string Data(PersonRequestId request, string choice) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{request.Value}\n{choice}")))[..Characters];

    /// <summary>Which of the choices the data is of; null where it is of none.</summary>
    public static string? Choice(PersonRequestId request, string data, IEnumerable<string> choices) =>
        choices.FirstOrDefault(choice => Data(request, choice) == data);
}
