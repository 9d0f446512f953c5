// Prints, as JSON, the fields of the Kubernetes types that the planning provider knows, as the official plugin's typed
// round trip (k8s.io/apimachinery, DefaultUnstructuredConverter) sees them.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"reflect"
	"strings"

	apps "k8s.io/api/apps/v1"
	autoscaling "k8s.io/api/autoscaling/v2"
	batch "k8s.io/api/batch/v1"
	core "k8s.io/api/core/v1"
	networking "k8s.io/api/networking/v1"
	policy "k8s.io/api/policy/v1"
	rbac "k8s.io/api/rbac/v1"
	scheduling "k8s.io/api/scheduling/v1"
	storage "k8s.io/api/storage/v1"
)

var roots = map[string]any{
	"core/v1:Namespace": core.Namespace{}, "core/v1:Secret": core.Secret{}, "core/v1:ConfigMap": core.ConfigMap{}, "core/v1:Service": core.Service{},
	"core/v1:ServiceAccount": core.ServiceAccount{}, "core/v1:PersistentVolumeClaim": core.PersistentVolumeClaim{},
	"core/v1:PersistentVolume": core.PersistentVolume{}, "core/v1:ResourceQuota": core.ResourceQuota{},
	"core/v1:LimitRange": core.LimitRange{}, "apps/v1:Deployment": apps.Deployment{}, "apps/v1:DaemonSet": apps.DaemonSet{},
	"apps/v1:StatefulSet": apps.StatefulSet{}, "batch/v1:Job": batch.Job{}, "batch/v1:CronJob": batch.CronJob{},
	"autoscaling/v2:HorizontalPodAutoscaler":          autoscaling.HorizontalPodAutoscaler{},
	"policy/v1:PodDisruptionBudget":                   policy.PodDisruptionBudget{},
	"networking.k8s.io/v1:NetworkPolicy":              networking.NetworkPolicy{},
	"networking.k8s.io/v1:Ingress":                    networking.Ingress{},
	"rbac.authorization.k8s.io/v1:Role":               rbac.Role{},
	"rbac.authorization.k8s.io/v1:RoleBinding":        rbac.RoleBinding{},
	"rbac.authorization.k8s.io/v1:ClusterRole":        rbac.ClusterRole{},
	"rbac.authorization.k8s.io/v1:ClusterRoleBinding": rbac.ClusterRoleBinding{},
	"scheduling.k8s.io/v1:PriorityClass":              scheduling.PriorityClass{},
	"storage.k8s.io/v1:StorageClass":                  storage.StorageClass{},
}

// Types that write themselves.
var special = map[string]string{
	"resource.Quantity": "quantity", "intstr.IntOrString": "intOrString", "v1.Time": "time", "v1.MicroTime": "time",
	"runtime.RawExtension": "raw", "v1.FieldsV1": "raw",
}

var structs = map[string]map[string]string{}

func name(t reflect.Type) string {
	parts := strings.Split(t.PkgPath(), "/")
	return strings.Join(parts[len(parts)-2:], "/") + "." + t.Name()
}

// A pointer is written `*`, a list `[]`, a map `{}` before what it holds.
func describe(t reflect.Type) string {
	if known, ok := special[t.String()]; ok {
		return known
	}
	switch t.Kind() {
	case reflect.Pointer:
		return "*" + describe(t.Elem())
	case reflect.Slice:
		if t.Elem().Kind() == reflect.Uint8 {
			return "bytes"
		}
		return "[]" + describe(t.Elem())
	case reflect.Map:
		return "{}" + describe(t.Elem())
	case reflect.Struct:
		visit(t)
		return name(t)
	case reflect.String:
		return "string"
	case reflect.Bool:
		return "bool"
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint8, reflect.Uint32:
		return "int"
	}
	panic(fmt.Sprint("unknown ", t))
}

func visit(t reflect.Type) {
	if structs[name(t)] != nil {
		return
	}
	fields := map[string]string{}
	structs[name(t)] = fields
	collect(t, fields)
}

func collect(t reflect.Type, fields map[string]string) {
	for i := 0; i < t.NumField(); i++ {
		field := t.Field(i)
		parts := strings.Split(field.Tag.Get("json"), ",")
		if parts[0] == "" {
			collect(field.Type, fields)
			continue
		}
		// `?` after the type: left out when empty.
		mark := ""
		for _, part := range parts[1:] {
			if part == "omitempty" {
				mark = "?"
			}
		}
		fields[parts[0]] = describe(field.Type) + mark
	}
}

func main() {
	kinds := map[string]string{}
	for token, object := range roots {
		kinds[token] = describe(reflect.TypeOf(object))
	}
	encoder := json.NewEncoder(os.Stdout)
	if err := encoder.Encode(map[string]any{"kinds": kinds, "structs": structs}); err != nil {
		panic(err)
	}
}
