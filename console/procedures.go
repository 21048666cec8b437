package console

import (
	"context"
	"net/http"
	"slices"

	"danbiet/viet"
	"danbiet/ward"
)

// proceduresView is the list of administrative procedures, by field.
type proceduresView struct {
	ward   *ward.Profile
	query  string
	fields []fieldOfProcedures
	found  int
}

type fieldOfProcedures struct {
	name string
	list []ward.Procedure
}

// otherField stands over procedures whose field the profile does not name.
const otherField = "Lĩnh vực khác"

// procedureView is the page of one procedure.
type procedureView struct {
	ward      *ward.Profile
	procedure ward.Procedure
	field     string
}

func (s *public) procedures(ctx context.Context, w *ward.Ward, r *http.Request) (answer, error) {
	view := proceduresView{ward: w.Profile, query: viet.Clean(r.URL.Query().Get("q"), maxQuery)}
	var all []ward.Procedure
	var err error
	if view.query == "" {
		all, err = w.Procedures(ctx)
	} else {
		all, err = w.SearchProcedures(ctx, view.query, maxFound)
	}
	if err != nil {
		return answer{}, err
	}
	view.found = len(all)
	view.fields = byField(w.Profile, all)
	return answer{title: "Thủ tục hành chính", section: "thu-tuc", body: proceduresPage(view)}, nil
}

// byField groups procedures in the profile's order of fields, each group in dictionary order.
func byField(p *ward.Profile, all []ward.Procedure) []fieldOfProcedures {
	slices.SortFunc(all, func(a, b ward.Procedure) int { return viet.Compare(a.Name, b.Name) })
	in := map[string][]ward.Procedure{}
	for _, procedure := range all {
		in[fieldName(p, procedure.Field)] = append(in[fieldName(p, procedure.Field)], procedure)
	}
	var fields []fieldOfProcedures
	for _, f := range p.Fields {
		if list := in[f.Name]; len(list) > 0 {
			fields = append(fields, fieldOfProcedures{f.Name, list})
			delete(in, f.Name)
		}
	}
	if rest := in[otherField]; len(rest) > 0 {
		fields = append(fields, fieldOfProcedures{otherField, rest})
	}
	return fields
}

func fieldName(p *ward.Profile, slug string) string {
	if field, ok := p.Field(slug); ok {
		return field.Name
	}
	return otherField
}

func (s *public) procedure(ctx context.Context, w *ward.Ward, r *http.Request) (answer, error) {
	found, err := w.Procedure(ctx, r.PathValue("slug"))
	if err != nil {
		return answer{}, err
	}
	view := procedureView{ward: w.Profile, procedure: found, field: fieldName(w.Profile, found.Field)}
	return answer{title: found.Name, section: "thu-tuc", body: procedurePage(view)}, nil
}
