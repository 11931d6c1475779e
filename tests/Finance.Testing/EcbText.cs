using System.Text;

namespace Finance.Testing;

/// <summary>Writes files as the European Central Bank does.</summary>
public static class EcbText
{
    /// <param name="days">Each with its rates: <c>USD 1.0823 JPY 160.05</c>.</param>
    public static string Of(params IEnumerable<(string Day, string Rates)> days)
    {
        var text = new StringBuilder("""
            <?xml version="1.0" encoding="UTF-8"?>
            <gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
            	<gesmes:subject>Reference rates</gesmes:subject>
            	<gesmes:Sender>
            		<gesmes:name>European Central Bank</gesmes:name>
            	</gesmes:Sender>
            	<Cube>

            """);
        foreach (var (day, rates) in days)
        {
            text.Append($"\t\t<Cube time='{day}'>\n");
            foreach (var rate in rates.Split(' ', StringSplitOptions.RemoveEmptyEntries).Chunk(2))
            {
                text.Append($"\t\t\t<Cube currency='{rate[0]}' rate='{rate[1]}'/>\n");
            }

            text.Append("\t\t</Cube>\n");
        }

        return text.Append("\t</Cube>\n</gesmes:Envelope>\n").ToString();
    }
}
