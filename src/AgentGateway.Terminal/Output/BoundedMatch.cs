using System.Text.RegularExpressions;
using AgentGateway.Posix;

namespace AgentGateway.Terminal.Output;

/// <summary>
/// Bounds a match by the processor time that it uses. A <see cref="Regex"/> can only bound the time that passes, by
/// which a busy machine would refuse a harmless pattern: a match that ran out of it is therefore begun again, until its
/// thread has worked for nearly all of that time.
/// </summary>
public static class BoundedMatch
{
    /// <summary>A machine that is free gives a thread a little less than the time that passes.</summary>
    private const double WorkedShareMin = 0.9;

    /// <summary>The first match in the text: where it begins and ends, or null.</summary>
    /// <exception cref="RegexMatchTimeoutException">The pattern took too long.</exception>
    public static (int From, int To)? Find(Regex pattern, ReadOnlySpan<char> text)
    {
        var begun = ThisThread.ProcessorTime;
        while (true)
        {
            try
            {
                foreach (var match in pattern.EnumerateMatches(text)) return (match.Index, match.Index + match.Length);
                return null;
            }
            catch (RegexMatchTimeoutException)
                when (ThisThread.ProcessorTime - begun < pattern.MatchTimeout * WorkedShareMin)
            {
                // The machine was busy with something else.
            }
        }
    }
}
